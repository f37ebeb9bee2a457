/** That a stack is a tenant's, and only that tenant's. */
import { byId } from "../rule.ts";
import { STACK_RULES } from "./tenancy/stacks.ts";

export const TENANCY_RULES = byId(STACK_RULES);
