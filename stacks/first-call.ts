import { RunError } from "@pulumi/pulumi";
import { explainAccountError } from "./account-errors.ts";

/**
 * Runs what asks the cloud for the first time.
 * @throws RunError when the credentials are not those of the account
 */
export async function explainingAccountErrors<Result>(account: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const explained = error instanceof Error ? explainAccountError(error.message, account) : undefined;
    if (explained !== undefined) throw new RunError(explained);
    throw error;
  }
}
