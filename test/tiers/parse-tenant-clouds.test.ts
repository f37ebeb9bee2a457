import { itRefuses, soundBut } from "./tenant-texts.ts";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const azure = (region = "westeurope", account = SUBSCRIPTION) =>
  soundBut('"111122223333"', account, soundBut("eu-west-1", region, soundBut("cloud: aws", "cloud: azure")));
const gcp = (region = "europe-west1", account = "acme-production") =>
  soundBut('"111122223333"', account, soundBut("eu-west-1", region, soundBut("cloud: aws", "cloud: gcp")));
const admin = (principal: string) => `workloads: { admin: { trust: { principals: ["${principal}"] } } }\n`;

const PROJECT =
  "expected a project id of 6 to 30 characters (a-z, 0-9 and -, starting with a letter, not ending with -) such as acme-production; write the id, not the project's name or number";
const OBJECT =
  "expected the object id of an Entra user, group or application in lower case such as aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee; name each one by its object id, not by address or application id";
const MEMBER =
  "expected serviceAccount:, user: or group: with an address such as serviceAccount:deploy@acme-production.iam.gserviceaccount.com; name each one";

describe("a tenant on Azure or Google Cloud is refused for", () => {
  itRefuses({
    "the account": [
      [
        "a subscription id in capitals",
        azure("westeurope", "AAAAAAAA-2222-3333-4444-555555555555"),
        'account | acme.yaml:6:10: account: got "AAAAAAAA-2222-3333-4444-555555555555", expected a subscription id in lower case such as 11111111-2222-3333-4444-555555555555; copy it from the portal, not the subscription\'s name',
      ],
      ["a short project id", gcp("europe-west1", "acme"), `account | acme.yaml:6:10: account: got "acme", ${PROJECT}`],
      [
        "a project id that ends in a hyphen",
        gcp("europe-west1", "acme-production-"),
        `account | acme.yaml:6:10: account: got "acme-production-", ${PROJECT}`,
      ],
      [
        "a project id that starts with a digit",
        gcp("europe-west1", "1acme-production"),
        `account | acme.yaml:6:10: account: got "1acme-production", ${PROJECT}`,
      ],
    ],
    "the region": [
      [
        "one without zones",
        azure("westus"),
        "region-unknown | acme.yaml:5:9: region: got westus, expected a region that a tenant can live in; it takes copies only: it has no availability zones, and every dedicated tier lays out three; choose centralus, eastus or eastus2",
      ],
      [
        "one that is open for recovery only",
        azure("francesouth"),
        "region-unknown | acme.yaml:5:9: region: got francesouth, expected a region that a tenant can live in; it takes copies only: open on request and for recovery only; choose austriaeast, belgiumcentral or francecentral",
      ],
      [
        "one misspelt",
        gcp("europe-west-1"),
        'region-unknown | acme.yaml:5:9: region: got "europe-west-1", expected a region of gcp; did you mean europe-west1?',
      ],
      [
        "a government's",
        azure("usgovvirginia"),
        "region-unknown | acme.yaml:5:9: region: got usgovvirginia, expected a region that is offered; Azure Government has sign-in and endpoints of its own, which nothing here sets yet; choose eastus or centralus",
      ],
    ],
    "a principal": [
      [
        "an address instead of an object id",
        azure() + admin("dba@acme.example"),
        `wrong-format | acme.yaml:14:45: workloads.admin.trust.principals[0]: got "dba@acme.example", ${OBJECT}`,
      ],
      [
        "everybody",
        gcp() + admin("allAuthenticatedUsers"),
        `wrong-format | acme.yaml:14:45: workloads.admin.trust.principals[0]: got "allAuthenticatedUsers", ${MEMBER}`,
      ],
      [
        "an ARN",
        gcp() + admin("arn:aws:iam::111122223333:role/deploy"),
        `wrong-format | acme.yaml:14:45: workloads.admin.trust.principals[0]: got "arn:aws:iam::111122223333:role/deploy", ${MEMBER}`,
      ],
    ],
  });
});
