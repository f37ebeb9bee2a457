/** Small pieces of HTML: every text is escaped before it becomes part of a page. */

/** HTML that may be put into a page as it is. */
export interface Markup {
  readonly html: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Template literals as markup: texts and numbers are escaped, markup and lists of it are not. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const parts = strings.map((text, index) => (index < values.length ? `${text}${rendered(values[index])}` : text));
  return { html: parts.join("") };
}

function rendered(value: string | number | Markup | readonly Markup[] | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") {
    return String(value).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
  }
  return "html" in value ? value.html : value.map((one) => one.html).join("\n");
}
