import { itRefuses, overriding, plus, soundBut } from "./tenant-texts.ts";

itRefuses({
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
      "wrong-type | acme.yaml:14:24: overrides.database: got 1500 (number), expected a section with nodeVcpu, nodeMemoryGib, readers, standbyReaders, globalCluster, …; write its keys below it, indented",
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
});
