/** The whole procedure: what is the same on every cloud, with the cloud's own steps in their places. */
import { storeNames } from "../../stacks/store-names.ts";
import type { Blueprint } from "../../tiers/blueprint.ts";
import type { RecoveryBlueprint } from "../../tiers/recovery-specs.ts";
import type { AvailableCloud } from "../../tiers/vocabulary.ts";
import { awsSteps } from "./aws.ts";
import { azureSteps } from "./azure.ts";
import { gcpSteps } from "./gcp.ts";
import { check, sh, SHARES, sql, type CloudSteps, type RecoveryScene, type Source, type Step } from "./runbook.ts";

const STEPS: Readonly<Record<AvailableCloud, (scene: RecoveryScene) => CloudSteps>> = {
  aws: awsSteps,
  azure: azureSteps,
  gcp: gcpSteps,
};

/** Read 2026-11-21. */
const RECOVERY_FUNCTIONS: Source = {
  title: "PostgreSQL: System Administration Functions, Recovery Control",
  url: "https://www.postgresql.org/docs/current/functions-admin.html",
};

export interface Runbook {
  readonly scene: RecoveryScene;
  /** Before anybody decides; no clock runs. */
  readonly before: readonly Step[];
  readonly failover: readonly Step[];
  readonly failBack: readonly Step[];
  readonly irreversible: readonly string[];
}

/** Names the stores of both stacks. */
export async function recoveryScene(
  production: Blueprint,
  standby: RecoveryBlueprint,
  cloud: AvailableCloud,
): Promise<RecoveryScene> {
  const [home, away] = await Promise.all([storeNames(production, cloud), storeNames(standby, cloud)]);
  return { production, standby, home, away };
}

/** Writes the procedure for one tenant. Pure. */
export function recoveryRunbook(scene: RecoveryScene, cloud: AvailableCloud): Runbook {
  const { production, standby } = scene;
  const steps = STEPS[cloud](scene);
  const stack = standby.stack.name;
  return {
    scene,
    before: [{ title: "Look whether the standby is fit", ...steps.lookFirst }],
    failover: [
      {
        title: "Stop the writes",
        sharePercent: SHARES.fence,
        text: [
          `Take the tenant's programs in ${production.stack.region} offline as far as they can be reached. A program that goes on writing there makes two truths, which nobody can join afterwards.`,
          "From this command on the clock of the promised recovery time runs.",
        ],
      },
      { title: "Promote the standby's database", sharePercent: SHARES.promote, ...steps.promote },
      { title: "See that it is written to, and what was lost", sharePercent: SHARES.verify, ...newestRows(standby) },
      { title: "Bring the stack to its full size", sharePercent: SHARES.stack, ...fullSize(scene, stack) },
      { title: "Use the copies of the objects", sharePercent: SHARES.objects, ...steps.openCopies },
      { title: "Connect the programs", sharePercent: SHARES.connect, ...connect(stack, steps.connect) },
      {
        title: "Tell",
        sharePercent: SHARES.tell,
        text: [
          `Tell ${production.stack.contacts.owner} and ${production.stack.contacts.security}: since when, how many minutes of writes are missing, where programs connect. Write the times of each step into the incident: they are the evidence of the promised recovery time.`,
        ],
      },
    ],
    failBack: [
      {
        title: "Wait until the region is back, and choose a quiet hour",
        text: [
          `The owner decides, not the clock: the standby is a full production. The writes stop once more for some minutes.`,
        ],
      },
      ...steps.failBack,
      { title: "Take what the cloud did into both states, and bring both stacks up", ...takeIn(scene) },
      {
        title: "Connect the programs at home, and see that nothing is left to do",
        blocks: [
          sh(`pulumi stack output database --stack ${production.stack.name} --json`),
          sql("f, and rows that were written in the standby region", ...NEWEST),
          check("nothing would change", `npx leasehold preview ${production.stack.name}`),
          check("nothing would change", `npx leasehold preview ${stack}`),
        ],
      },
    ],
    irreversible: steps.irreversible,
  };
}

const NEWEST = [
  "SELECT pg_is_in_recovery();",
  "-- the newest row of a table that is always written to; the name is your application's:",
  "-- SELECT max(created_at) FROM <table>;",
];

function newestRows(standby: RecoveryBlueprint): Pick<Step, "text" | "blocks" | "sources"> {
  return {
    text: [
      `Connect to database \`${standby.database.databaseName}\` with an administrator's role. The time of the newest row, taken from the time of the loss, is what was lost.`,
    ],
    blocks: [sql("f: not a replica any more", ...NEWEST)],
    sources: [RECOVERY_FUNCTIONS],
  };
}

function fullSize({ production, standby }: RecoveryScene, stack: string): Pick<Step, "text" | "blocks"> {
  const readers = production.database.nodes.length - 1;
  const isSmaller = standby.database.nodes.length - 1 < readers;
  return {
    text: [
      ...(isSmaller
        ? [
            `Production has ${readers} readers and the standby fewer: in the tenant's file set \`environments.disaster-recovery.overrides.database.standbyReaders\` to ${readers}.`,
          ]
        : []),
      "The state backend lies outside the home region, so this works without it. `refresh` takes the new roles into the state, `preview` must not list a deletion or replacement of the database (it would stop with exit code 3), `up` makes what the file asks for.",
      `Do not run \`up\` for ${production.stack.name} before the way back: its region is not there.`,
    ],
    blocks: [
      sh(`npx leasehold refresh ${stack} --yes`, `npx leasehold preview ${stack}`, `npx leasehold up ${stack} --yes`),
    ],
  };
}

function connect(stack: string, own: CloudSteps["connect"]): Pick<Step, "text" | "blocks" | "sources"> {
  const outputs = check("host, port and users of the standby", `pulumi stack output database --stack ${stack} --json`);
  return { ...own, blocks: [outputs, ...(own.blocks ?? [])] };
}

function takeIn({ production, standby }: RecoveryScene): Pick<Step, "text" | "blocks"> {
  const stacks = [production.stack.name, standby.stack.name];
  return {
    text: [
      "Production first. Each `preview` is read before its `up`: no store may be deleted or replaced. Replication towards the standby region runs again after this.",
    ],
    blocks: stacks.map((stack) =>
      sh(`npx leasehold refresh ${stack} --yes`, `npx leasehold preview ${stack}`, `npx leasehold up ${stack} --yes`),
    ),
  };
}
