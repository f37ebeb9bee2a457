// Writes the summary of a review as the one comment of a pull or merge request: the comment that carries the marker is updated,
// the first time one is made. `node .ci/post-comment.js <file>`; where to comes from what GitHub or GitLab sets.
import { readFileSync } from "node:fs";

const MARKER = "<!-- leasehold preview -->";
const PAGE_SIZE = 100;

const [, , file] = process.argv;
const body = readFileSync(file ?? "", "utf8");
if (!body.startsWith(MARKER)) throw new Error(`${file} is no summary of \`leasehold preview --changed\``);

const place = process.env.GITLAB_CI === undefined ? gitHub(process.env) : gitLab(process.env);
const known = await findComment();
if (known === undefined) await ask("POST", place.list, { body });
else await ask(place.update, `${place.one}/${known}`, { body });

function gitHub({ GITHUB_API_URL, GITHUB_REPOSITORY, PULL_REQUEST, GITHUB_TOKEN }) {
  const issues = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues`;
  return {
    list: `${issues}/${PULL_REQUEST}/comments`,
    one: `${issues}/comments`,
    update: "PATCH",
    headers: { authorization: `Bearer ${GITHUB_TOKEN}`, accept: "application/vnd.github+json" },
  };
}

function gitLab({ CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, LEASEHOLD_COMMENT_TOKEN }) {
  const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
  return { list: notes, one: notes, update: "PUT", headers: { "private-token": LEASEHOLD_COMMENT_TOKEN } };
}

async function findComment() {
  for (let page = 1; ; page += 1) {
    const comments = await ask("GET", `${place.list}?per_page=${PAGE_SIZE}&page=${page}`);
    const own = comments.find((comment) => comment.body?.startsWith(MARKER));
    if (own !== undefined) return own.id;
    if (comments.length < PAGE_SIZE) return undefined;
  }
}

async function ask(method, url, content) {
  const response = await fetch(url, {
    method,
    headers: { ...place.headers, "content-type": "application/json" },
    ...(content === undefined ? {} : { body: JSON.stringify(content) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
