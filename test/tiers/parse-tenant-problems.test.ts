import assert from "node:assert/strict";
import { linesOf, problemsOf, SOUND, soundBut } from "./tenant-texts.ts";

const PLATFORM = "an e-mail address such as platform@acme.example";
const SECRET = "the name of a secret such as acme/slack-webhook; store the address or key as a secret and name it here";
const HIDDEN = "a value that may be a secret (not shown)";
const CIDR = "expected an IPv4 block such as 10.20.0.0/18; write four numbers from 0 to 255 without leading zeros, and a prefix length";

/** The sound file with a line added at its end (line 14). */
const plus = (line: string): string => `${SOUND}${line}\n`;

/** The sound file with an override in line 14. */
const overriding = (setting: string): string => plus(`overrides: { ${setting} }`);

/** What is wrong, the text, and every line that is said about it. */
type Case = readonly [what: string, text: string, ...lines: string[]];

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  "an unknown key is refused:": [
    [
      "with the nearest known one",
      soundBut("region:", "regoin:"),
      "missing-key | acme.yaml:1:1: region: got nothing, expected text such as eu-west-1; add the key",
      "unknown-key | acme.yaml:5:1: regoin: got an unknown key, expected region; correct the spelling or remove it",
    ],
    [
      "deep inside too",
      overriding("database: { storagGib: 1500 }"),
      "unknown-key | acme.yaml:14:26: overrides.database.storagGib: got an unknown key, expected storageGib; correct the spelling or remove it",
    ],
    [
      "in another spelling",
      plus("security_level: basic"),
      "unknown-key | acme.yaml:14:1: security_level: got an unknown key, expected securityLevel; correct the spelling or remove it",
    ],
    [
      "with the list of known ones when none is near",
      overriding("keys: { colour: blue }"),
      "unknown-key | acme.yaml:14:22: overrides.keys.colour: got an unknown key, expected owner, protection, rotationDays or deletionWindowDays; remove it",
    ],
    [
      "with the place where it belongs",
      plus("database: { storageGib: 1500 }"),
      "unknown-key | acme.yaml:14:1: database: got a key that does not belong here, expected it under overrides; move it",
    ],
    [
      "with the nearest such place",
      soundBut("production: {}", "production: { database: {} }"),
      "unknown-key | acme.yaml:13:17: environments.production.database: got a key that does not belong here, expected it under environments.production.overrides; move it",
    ],
    [
      "a YAML 1.1 merge key",
      plus("<<: { tier: free }"),
      "unknown-key | acme.yaml:14:1: <<: got a merge key (<<), expected plain keys; write the keys out",
    ],
    [
      "an environment that does not exist",
      plus("  qa: {}"),
      "unknown-key | acme.yaml:14:3: environments.qa: got an unknown key, expected development, test, staging, production or disaster-recovery; remove it",
    ],
  ],
  "a value of the wrong type is refused:": [
    [
      "text for a whole number",
      overriding("database: { storageGib: big }"),
      'wrong-type | acme.yaml:14:38: overrides.database.storageGib: got "big" (text), expected whole number of GiB; write a whole number',
    ],
    [
      "a number in quotes",
      overriding('database: { storageGib: "1500" }'),
      'wrong-type | acme.yaml:14:38: overrides.database.storageGib: got "1500" (text), expected whole number of GiB; remove the quotes: 1500',
    ],
    [
      "a number with its unit",
      overriding("cache: { memoryMib: 2GiB }"),
      'wrong-type | acme.yaml:14:34: overrides.cache.memoryMib: got "2GiB" (text), expected whole number of MiB; write the number alone, the key names its unit',
    ],
    [
      "a broken number",
      overriding("backup: { retentionDays: 30.5 }"),
      "wrong-type | acme.yaml:14:39: overrides.backup.retentionDays: got 30.5 (number), expected whole number of days; write a whole number",
    ],
    [
      "yes for true",
      overriding("database: { proxy: yes }"),
      'wrong-type | acme.yaml:14:33: overrides.database.proxy: got "yes" (text), expected true or false; write true or false without quotes',
    ],
    [
      "one value for a list",
      plus("frameworks: gdpr"),
      'wrong-type | acme.yaml:14:13: frameworks: got "gdpr" (text), expected a list such as [gdpr, soc-2]; write [gdpr]',
    ],
    [
      "nothing for a section",
      soundBut("production: {}", "production:"),
      "wrong-type | acme.yaml:13:3: environments.production: got nothing, expected a section with account, network, overrides; write {} or remove the key",
    ],
    [
      "a value for a section",
      overriding("database: 1500"),
      "wrong-type | acme.yaml:14:24: overrides.database: got 1500 (number), expected a section with nodeVcpu, nodeMemoryGib, readers, globalCluster, scaleToZero, …; write its keys below it, indented",
    ],
    [
      "an account that is a number, leading zero shown as written",
      soundBut('"111122223333"', "012345678901"),
      'wrong-type | acme.yaml:6:10: account: got 012345678901 (number), expected text such as 111122223333; put it in quotes: "012345678901", as a number it loses its leading zero',
    ],
    [
      "a list for the whole file",
      "- tenant: acme\n",
      "wrong-type | acme.yaml:1:1: got a list, expected a section with tenant, name, tier, cloud, region, …; write its keys below it, indented",
    ],
    [
      "infinity",
      overriding("budget: { alarmUsdPerMonth: .inf }"),
      "wrong-type | acme.yaml:14:42: overrides.budget.alarmUsdPerMonth: got .inf (number), expected number of US dollars per month; write a number",
    ],
  ],
  "a value outside its type's range is refused:": [
    [
      "too small",
      overriding("database: { storageGib: 0 }"),
      "out-of-range | acme.yaml:14:38: overrides.database.storageGib: got 0, expected 1–262144 GiB; choose a value in this range",
    ],
    [
      "too large",
      overriding("backup: { retentionDays: 3651 }"),
      "out-of-range | acme.yaml:14:39: overrides.backup.retentionDays: got 3651, expected 1–3650 days; choose a value in this range",
    ],
    [
      "negative",
      overriding("monitoring: { traceSamplingPercent: -1 }"),
      "out-of-range | acme.yaml:14:50: overrides.monitoring.traceSamplingPercent: got -1, expected 0–100 %; choose a value in this range",
    ],
    [
      "between the allowed ones",
      overriding("objects: { archiveAfterDays: 4 }"),
      "out-of-range | acme.yaml:14:43: overrides.objects.archiveAfterDays: got 4, expected 0 or 30–3650 days; choose a value in this range",
    ],
    [
      "not one of the allowed ones",
      overriding("database: { performanceInsightsRetentionDays: 8 }"),
      "out-of-range | acme.yaml:14:60: overrides.database.performanceInsightsRetentionDays: got 8, expected 7, 31, 93, 186, 372 or 731 days; choose one of them",
    ],
    [
      "an empty list",
      plus("residency: []"),
      "out-of-range | acme.yaml:14:1: residency: got a list, expected at least 1 entry; add it or remove the key",
    ],
  ],
  "a word that does not exist is refused:": [
    [
      "a tier, with the nearest",
      soundBut("tier: premium", "tier: premuim"),
      'unknown-value | acme.yaml:3:7: tier: got "premuim", expected free, standard, premium, enterprise, enterprise-plus or white-label; did you mean premium?',
    ],
    [
      "a tier that is like none",
      soundBut("tier: premium", "tier: gold"),
      'unknown-value | acme.yaml:3:7: tier: got "gold", expected free, standard, premium, enterprise, enterprise-plus or white-label; choose one of them',
    ],
    [
      "a cloud",
      soundBut("cloud: aws", "cloud: AWS"),
      'unknown-value | acme.yaml:4:8: cloud: got "AWS", expected aws, azure, gcp or kubernetes; did you mean aws?',
    ],
    [
      "a region, with the nearest",
      soundBut("region: eu-west-1", "region: eu-wset-1"),
      'region-unknown | acme.yaml:5:9: region: got "eu-wset-1", expected a region of aws; did you mean eu-west-1?',
    ],
    [
      "a standby region",
      plus("standbyRegion: eu-central-9"),
      'region-unknown | acme.yaml:14:16: standbyRegion: got "eu-central-9", expected a region of aws; did you mean eu-central-1?',
    ],
    [
      "a region in capitals",
      soundBut("region: eu-west-1", "region: EU-West-1"),
      'wrong-format | acme.yaml:5:9: region: got "EU-West-1", expected a region in lower case such as eu-west-1; correct it',
    ],
    [
      "a framework",
      plus("frameworks: [gdpr, pci]"),
      'unknown-value | acme.yaml:14:20: frameworks[1]: got "pci", expected gdpr, hipaa, sox, pci-dss, iso-27001, fedramp or soc-2; choose one of them',
    ],
    [
      "a security level",
      plus("securityLevel: enhancd"),
      'unknown-value | acme.yaml:14:16: securityLevel: got "enhancd", expected basic, enhanced, maximum or classified; did you mean enhanced?',
    ],
  ],
  "a value that is wrong in itself is refused:": [
    [
      "an e-mail address",
      soundBut("platform@acme.example", "platform"),
      `wrong-format | acme.yaml:8:10: contacts.owner: got "platform", expected ${PLATFORM}; correct it`,
    ],
    [
      "a missing contact, at its section",
      soundBut("  billing: billing@acme.example\n", ""),
      `missing-key | acme.yaml:7:1: contacts.billing: got nothing, expected ${PLATFORM}; add the key`,
    ],
    [
      "an account of eleven digits",
      soundBut("111122223333", "11112222333"),
      'account | acme.yaml:6:10: account: got "11112222333", expected twelve digits in quotes such as "111122223333"; write all twelve, leading zeros too',
    ],
    [
      "an account of one environment",
      soundBut("production: {}", "production: { account: main }"),
      'account | acme.yaml:13:26: environments.production.account: got "main", expected twelve digits in quotes such as "111122223333"; write all twelve, leading zeros too',
    ],
    [
      "a framework twice",
      plus("frameworks: [gdpr, soc-2, gdpr]"),
      "duplicate-value | acme.yaml:14:27: frameworks[2]: got gdpr a second time, expected it once; remove it",
    ],
    [
      "no environment",
      soundBut("environments:\n  production: {}", "environments: {}"),
      "missing-key | acme.yaml:12:1: environments: got no environment, expected at least one; write production: {}",
    ],
    [
      "disaster recovery of nothing",
      soundBut("production: {}", "disaster-recovery: {}"),
      "missing-key | acme.yaml:13:3: environments.disaster-recovery: got disaster-recovery without production, expected production beside it; add production: {}",
    ],
    [
      "the home region as standby",
      plus("standbyRegion: eu-west-1"),
      "standby-region | acme.yaml:14:16: standbyRegion: got eu-west-1, expected another region than the home region; name one in the same jurisdiction or remove the key",
    ],
    [
      "a region that is not offered",
      soundBut("region: eu-west-1", "region: us-west-1"),
      "region-unknown | acme.yaml:5:9: region: got us-west-1, expected a region that is offered; a new account sees two zones, and every dedicated tier lays out three; choose us-west-2",
    ],
    [
      "a role for everybody",
      plus('workloads: { app: { trust: { principals: ["*"] } } }'),
      'wrong-format | acme.yaml:14:43: workloads.app.trust.principals[0]: got "*", expected the id of one principal, without *; correct it',
    ],
    [
      "an account's root as principal",
      plus('workloads: { app: { trust: { principals: ["arn:aws:iam::111122223333:root"] } } }'),
      'wrong-format | acme.yaml:14:43: workloads.app.trust.principals[0]: got "arn:aws:iam::111122223333:root", expected the ARN of a role or user such as arn:aws:iam::111122223333:role/deploy; name each one',
    ],
    [
      "a window that is none",
      overriding("database: { backupWindowUtc: midnight }"),
      'wrong-format | acme.yaml:14:43: overrides.database.backupWindowUtc: got "midnight", expected a daily window such as 01:00-02:00, UTC; correct it',
    ],
  ],
  "an id is refused that": [
    [
      "has capitals",
      soundBut("tenant: acme", "tenant: Acme"),
      'wrong-format | acme.yaml:1:9: tenant: got "Acme", expected 3 to 24 characters: a-z, 0-9 and -, starting with a letter, ending with a letter or digit; correct it',
    ],
    [
      "is not the file's name",
      soundBut("tenant: acme", "tenant: globex"),
      "tenant-file-name | acme.yaml:1:9: tenant: got globex in the file acme.yaml, expected the id to be the file's name; rename the file to globex.yaml or correct the id",
    ],
    [
      "ends like an environment",
      soundBut("tenant: acme", "tenant: acme-staging"),
      "tenant-id | acme.yaml:1:9: tenant: got acme-staging, expected an id that does not end with -staging (a stack's name ends with its environment); choose another id",
    ],
    [
      "begins like a cell",
      soundBut("tenant: acme", "tenant: cell-one"),
      "tenant-id | acme.yaml:1:9: tenant: got cell-one, expected an id that does not start with cell- (other kinds of stack do); choose another id",
    ],
    [
      "begins like an account baseline",
      soundBut("tenant: acme", "tenant: account-one"),
      "tenant-id | acme.yaml:1:9: tenant: got account-one, expected an id that does not start with account- (other kinds of stack do); choose another id",
    ],
  ],
  "an address block is refused that": [
    [
      "has an octal number",
      soundBut("10.20.0.0/18", "010.20.0.0/18"),
      `address-block | acme.yaml:11:18: network.cidr: got 010.20.0.0/18, ${CIDR}`,
    ],
    [
      "has a number above 255",
      soundBut("10.20.0.0/18", "10.256.0.0/18"),
      `address-block | acme.yaml:11:18: network.cidr: got 10.256.0.0/18, ${CIDR}`,
    ],
    [
      "has no prefix length",
      soundBut("10.20.0.0/18", "10.20.0.0"),
      'wrong-format | acme.yaml:11:18: network.cidr: got "10.20.0.0", expected an IPv4 block such as 10.20.0.0/18; correct it',
    ],
    [
      "does not begin at its first address",
      soundBut("10.20.0.0/18", "10.20.1.0/18"),
      "address-block | acme.yaml:11:18: network.cidr: got 10.20.1.0/18, expected the first address of the block; write 10.20.0.0/18",
    ],
    [
      "is too small",
      soundBut("10.20.0.0/18", "10.20.0.0/21"),
      "address-block | acme.yaml:11:18: network.cidr: got 10.20.0.0/21, expected a prefix length of /16–/20; /18 holds four environments, /17 eight",
    ],
    [
      "is too large",
      soundBut("10.20.0.0/18", "10.20.0.0/15"),
      "address-block | acme.yaml:11:18: network.cidr: got 10.20.0.0/15, expected a prefix length of /16–/20; /18 holds four environments, /17 eight",
    ],
    [
      "is not private",
      soundBut("10.20.0.0/18", "203.0.64.0/18"),
      "address-not-private | acme.yaml:11:18: network.cidr: got 203.0.64.0/18, expected a block inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10; choose one there",
    ],
    [
      "does not hold the environment test",
      plus("  test: {}"),
      "address-too-small | acme.yaml:11:18: network.cidr: got 10.20.0.0/18, expected /17 or wider to hold environment test; widen network.cidr, or set environments.test.network.cidr",
    ],
    [
      "takes a neighbour's share",
      plus("  test: { network: { cidr: 10.20.0.0/20 } }"),
      "address-overlap | acme.yaml:14:28: environments.test.network.cidr: got 10.20.0.0/20, expected a block apart from 10.20.0.0/20 of environment production; choose another",
    ],
  ],
  "a secret in clear is refused and never shown:": [
    [
      "a webhook's address as channel",
      soundBut("billing@acme.example", "billing@acme.example\n  channels: { slack: https://hooks.slack.example/T0/B0/s3cr3t }"),
      `secret-in-clear | acme.yaml:11:22: contacts.channels.slack: got ${HIDDEN}, expected the key secretRef with the name of a secret; store the address or key as a secret and name it there`,
    ],
    [
      "a key as reference",
      soundBut(
        "billing@acme.example",
        "billing@acme.example\n  channels: { pagerduty: { secretRef: s3cr3t0123456789abcdef0123456789 } }",
      ),
      `secret-in-clear | acme.yaml:11:39: contacts.channels.pagerduty.secretRef: got ${HIDDEN}, expected ${SECRET}`,
    ],
    [
      "a telephone number as reference",
      soundBut("billing@acme.example", 'billing@acme.example\n  channels: { sms: { secretRef: "+1-555-s3cr3t" } }'),
      `secret-in-clear | acme.yaml:11:33: contacts.channels.sms.secretRef: got ${HIDDEN}, expected ${SECRET}`,
    ],
    [
      "a token in any other place",
      soundBut("region: eu-west-1", "region: ghp_s3cr3t0123456789"),
      `wrong-format | acme.yaml:5:9: region: got ${HIDDEN}, expected a region in lower case such as eu-west-1; correct it`,
    ],
  ],
};

for (const [group, cases] of Object.entries(GROUPS)) {
  describe(group, () => {
    for (const [what, text, ...lines] of cases) {
      it(what, () => assert.deepEqual(linesOf(text), lines));
    }
  });
}

describe("all problems of a file", () => {
  it("come at once, in the order of the text, one per value", () => {
    const text = `tenant: Acme
name: Acme Studio
tier: premuim
cloud: aws
region: eu-west-1
regoin: eu-west-1
account: 111122223333
contacts:
  owner: platform
  security: security@acme.example
frameworks: [gdpr, gdpr]
network: { cidr: 10.20.1.0/18 }
environments:
  production: { overrides: { database: { storageGib: big, storageGib: 0 } } }
  test: {}
`;
    assert.deepEqual(
      problemsOf(text).map(({ code, path, at }) => `${code} ${path} ${at?.line}:${at?.column}`),
      [
        "wrong-format tenant 1:9",
        "unknown-value tier 3:7",
        "unknown-key regoin 6:1",
        "wrong-type account 7:10",
        "missing-key contacts.billing 8:1",
        "wrong-format contacts.owner 9:10",
        "duplicate-value frameworks[1] 11:20",
        "address-block network.cidr 12:18",
        "duplicate-key environments.production.overrides.database.storageGib 14:59",
        "out-of-range environments.production.overrides.database.storageGib 14:71",
      ],
    );
  });

  it("are each said once", () => {
    const lines = linesOf(SOUND.replaceAll("@acme.example", ""));
    assert.equal(lines.length, 3);
    assert.equal(new Set(lines).size, 3);
  });
});
