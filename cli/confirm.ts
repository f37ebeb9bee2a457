import { createInterface } from "node:readline/promises";
import { CommandFailed, EXIT } from "./exit-codes.ts";

/**
 * Asks a person to go on.
 * @param flag what a pipeline gives instead of an answer
 * @throws CommandFailed when the answer is not yes, or nobody is there to answer
 */
export async function confirm(question: string, flag: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new CommandFailed(
      EXIT.invalidInput,
      `nobody is there to confirm; look at it with \`leasehold preview\` and give ${flag}`,
    );
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${question} (yes/no) `);
    if (answer.trim().toLowerCase() !== "yes")
      throw new CommandFailed(EXIT.interrupted, "stopped; nothing was changed");
  } finally {
    asking.close();
  }
}
