/** The simulated AWS of one account and region. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkAwsConfig, configureAws } from "../../sandbox/clouds/aws/configuration.ts";
import { invokes, types } from "../../sandbox/clouds/aws/index.ts";
import { recordText } from "../../sandbox/clouds/record-file.ts";
import type { CloudRecord } from "../../sandbox/clouds/resource-type.ts";
import { CREDENTIALS } from "./cloud-fixture.ts";
import { SimulatedCloud } from "./simulated-cloud.ts";

export { refused, text, type Made } from "./simulated-cloud.ts";

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";

/** Where a simulated provider acts. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
  /** Folder of the clouds; another provider on the same folder sees the same world. */
  readonly root?: string;
}

export class SimulatedAws extends SimulatedCloud {
  constructor({ account = ACCOUNT, region = REGION, root }: Place = {}) {
    super({
      package: "aws",
      folder: "aws",
      types,
      invokes,
      checkConfig: (news) => checkAwsConfig(news, CREDENTIALS),
      configure: (config) => configureAws(config, CREDENTIALS),
      account,
      region,
      config: { region, allowedAccountIds: JSON.stringify([account]) },
      root,
    });
  }

  /** What a person does who edits the file of a record. */
  edit(record: CloudRecord, change: Partial<CloudRecord>): void {
    const [, module = "", kind = ""] = record.type.split(":");
    const folder = join(this.root, "aws", record.account, record.region, module.split("/")[0] ?? "", kind);
    writeFileSync(join(folder, `${record.id}.json`), recordText({ ...record, ...change }));
  }
}
