/** Where tenant and account files lie: known to the program that reads them and to the pack that judges its stacks. */

/** Variable that names another folder of tenant files, relative to the project or absolute; for tenants kept in a repository of their own. */
export const TENANTS_VARIABLE = "LEASEHOLD_TENANTS";

/** Variable that names another folder of account files, relative to the project or absolute. */
export const ACCOUNTS_VARIABLE = "LEASEHOLD_ACCOUNTS";

/** Folder of tenant files, relative to the project. */
export const TENANTS_FOLDER = "stacks/tenants";

/** Folder of account files, relative to the folder of tenant files: one variable moves both. */
export const ACCOUNTS_BESIDE_TENANTS = "../accounts";
