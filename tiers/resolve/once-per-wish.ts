/** A choice from a table that many tenants ask with the same wish: each wish is looked up once. */
export function oncePerWish<Wish extends object, Choice>(choose: (wish: Wish) => Choice): (wish: Wish) => Choice {
  const chosen = new Map<string, { readonly choice: Choice }>();
  return (wish) => {
    const key = JSON.stringify(wish);
    const known = chosen.get(key);
    if (known !== undefined) return known.choice;
    const choice = choose(wish);
    chosen.set(key, { choice });
    return choice;
  };
}
