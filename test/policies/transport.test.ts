import { TRANSPORT_RULES } from "../../policies/rules/transport.ts";
import { TRANSPORT_CACHES_CASES } from "./cases/transport-caches.ts";
import { TRANSPORT_DATABASES_ELSEWHERE_CASES } from "./cases/transport-databases-elsewhere.ts";
import { TRANSPORT_DATABASES_CASES } from "./cases/transport-databases.ts";
import { TRANSPORT_DOCUMENTS_CASES } from "./cases/transport-documents.ts";
import { TRANSPORT_OBJECTS_CASES } from "./cases/transport-objects.ts";
import { joinCases } from "./harness/join-cases.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules(
  "transport",
  TRANSPORT_RULES,
  joinCases(
    TRANSPORT_CACHES_CASES,
    TRANSPORT_DATABASES_ELSEWHERE_CASES,
    TRANSPORT_DATABASES_CASES,
    TRANSPORT_DOCUMENTS_CASES,
    TRANSPORT_OBJECTS_CASES,
  ),
);
