/** What a schema cannot say about one account file. Rules see only what the schema has accepted, so each value has one problem. */
import { ACCOUNT_FORMS } from "../account-forms.ts";
import { nearest } from "../nearest.ts";
import type { Report } from "../partial-tenant.ts";
import { regionOf, regionsOf } from "../regions.ts";
import { showText } from "../show-value.ts";
import type { ValuePath } from "../value-path.ts";
import type { PartialAccountFile } from "./account-spec.ts";

/** Checks everything that one account file can be judged by alone. */
export function checkAccountFile(file: PartialAccountFile, fileName: string, report: Report): void {
  checkName(file, fileName, report);
  checkId(file, report);
  checkLists(file, report);
  checkRegions(file, report);
  checkTrail(file, report);
}

function checkName({ account }: PartialAccountFile, fileName: string, report: Report): void {
  const baseName = fileName.slice(Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1);
  if (account === undefined || baseName === `${account}.yaml`) return;
  const message = `got ${account} in the file ${baseName}, expected the name to be the file's; rename the file to ${account}.yaml or correct the name`;
  report("account-file-name", ["account"], message);
}

function checkId({ cloud, id }: PartialAccountFile, report: Report): void {
  if (cloud === undefined || id === undefined || ACCOUNT_FORMS[cloud].form.test(id)) return;
  report("account", ["id"], `got ${showText(id)}, expected ${ACCOUNT_FORMS[cloud].expected}`);
}

function checkLists({ frameworks = [], residency = [], regions = [] }: PartialAccountFile, report: Report): void {
  for (const [key, list] of Object.entries<readonly string[]>({ frameworks, residency, regions })) {
    list.forEach((entry, index) => {
      if (list.indexOf(entry) < index)
        report("duplicate-value", [key, index], `got ${entry} a second time, expected it once; remove it`);
    });
  }
}

function checkRegions({ cloud, region: home, regions = [] }: PartialAccountFile, report: Report): void {
  if (cloud === undefined) return;
  const partition = home === undefined ? undefined : regionOf(cloud, home)?.partition;
  const check = (id: string, path: ValuePath): void => {
    const region = regionOf(cloud, id);
    const refuse = (message: string): void =>
      report("region-unknown", path, `got ${showText(id)}, expected ${message}`);
    if (region === undefined) {
      const meant = nearest(
        id,
        regionsOf(cloud).map((known) => known.id),
      );
      const advice = meant === undefined ? "choose one that the cloud lists" : `did you mean ${meant}?`;
      refuse(`a region of ${cloud}; ${advice}`);
    } else if (region.notOffered !== undefined) refuse(`a region that is offered; ${region.notOffered}`);
    else if (partition !== undefined && region.partition !== partition)
      refuse(`a region in ${partition} as ${home}; an account does not reach across partitions, choose another`);
  };
  if (home !== undefined) check(home, ["region"]);
  regions.forEach((id, index) => {
    if (id === home)
      report(
        "duplicate-value",
        ["regions", index],
        `got ${id}, the home region, expected a further one; remove it, home is always guarded`,
      );
    else if (regions.indexOf(id) === index) check(id, ["regions", index]);
  });
}

function checkTrail({ cloud, organizationTrail }: PartialAccountFile, report: Report): void {
  if (organizationTrail !== true || cloud === undefined || cloud === "aws") return;
  const message = `got true, expected it on aws alone: on ${cloud} the organization's own log settings reach every account; remove the key`;
  report("not-overridable", ["organizationTrail"], message);
}
