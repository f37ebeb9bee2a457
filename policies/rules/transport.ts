/** Rules about what travels: nothing in clear, nothing under old TLS. */
import { byId } from "../rule.ts";
import { CACHE_TRANSPORT_RULES } from "./transport/caches.ts";
import { DATABASE_TRANSPORT_RULES } from "./transport/databases.ts";
import { DOCUMENT_TRANSPORT_RULES } from "./transport/documents.ts";
import { OBJECT_TRANSPORT_RULES } from "./transport/objects.ts";
import { SEARCH_TRANSPORT_RULES } from "./transport/search.ts";

export const TRANSPORT_RULES = byId([
  ...CACHE_TRANSPORT_RULES,
  ...DATABASE_TRANSPORT_RULES,
  ...DOCUMENT_TRANSPORT_RULES,
  ...OBJECT_TRANSPORT_RULES,
  ...SEARCH_TRANSPORT_RULES,
]);
