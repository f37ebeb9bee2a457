import assert from "node:assert/strict";
import { itRefuses, linesOf, overriding, plus, problemsOf, SOUND, soundBut } from "./tenant-texts.ts";

const PLATFORM = "an e-mail address such as platform@acme.example";
const SECRET = "the name of a secret such as acme/slack-webhook; store the address or key as a secret and name it here";
const HIDDEN = "a value that may be a secret (not shown)";
const CIDR =
  "expected an IPv4 block such as 10.20.0.0/18; write four numbers from 0 to 255 without leading zeros, and a prefix length";

itRefuses({
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
      'wrong-format | acme.yaml:1:9: tenant: got "Acme", expected 3 to 24 characters: a-z, 0-9 and single -, starting with a letter, ending with a letter or digit; correct it',
    ],
    [
      "has two hyphens in a row",
      soundBut("tenant: acme", "tenant: acme--north"),
      'wrong-format | acme.yaml:1:9: tenant: got "acme--north", expected 3 to 24 characters: a-z, 0-9 and single -, starting with a letter, ending with a letter or digit; correct it',
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
      soundBut(
        "billing@acme.example",
        "billing@acme.example\n  channels: { slack: https://hooks.slack.example/T0/B0/s3cr3t }",
      ),
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
    [
      "a token as key",
      overriding("keys: { ghp_s3cr3t0123456789: 1 }"),
      'unknown-key | acme.yaml:14:22: overrides.keys["(not shown)"]: got an unknown key, expected owner, protection, rotationDays or deletionWindowDays; remove it',
    ],
  ],
});

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
