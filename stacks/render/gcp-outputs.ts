/** What Google Cloud computes under the recording engine for all but stores: only what the components read. */
import type { Values } from "./recording.ts";

type Compute = (name: string, inputs: Values) => Values;

const nothing: Compute = () => ({});

export const GCP_OUTPUTS: Readonly<Record<string, Compute>> = {
  "gcp:compute/address:Address": (name) => ({ address: "203.0.113.7", selfLink: `link of ${name}` }),
  "gcp:compute/firewall:Firewall": nothing,
  "gcp:compute/globalAddress:GlobalAddress": nothing,
  "gcp:compute/network:Network": nothing,
  "gcp:compute/route:Route": nothing,
  "gcp:compute/router:Router": nothing,
  "gcp:compute/routerNat:RouterNat": nothing,
  "gcp:compute/subnetwork:Subnetwork": nothing,
  "gcp:dns/managedZone:ManagedZone": nothing,
  "gcp:dns/policy:Policy": nothing,
  "gcp:dns/recordSet:RecordSet": nothing,
  "gcp:iam/denyPolicy:DenyPolicy": nothing,
  "gcp:iam/workloadIdentityPool:WorkloadIdentityPool": (_name, { workloadIdentityPoolId }) => ({
    name: `projects/123456789012/locations/global/workloadIdentityPools/${String(workloadIdentityPoolId)}`,
  }),
  "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider": nothing,
  "gcp:kms/cryptoKey:CryptoKey": nothing,
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": nothing,
  "gcp:kms/keyRing:KeyRing": nothing,
  "gcp:logging/projectBucketConfig:ProjectBucketConfig": nothing,
  "gcp:logging/projectSink:ProjectSink": nothing,
  "gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy": nothing,
  "gcp:projects/service:Service": nothing,
  "gcp:projects/serviceIdentity:ServiceIdentity": nothing,
  "gcp:pubsub/topic:Topic": nothing,
  "gcp:pubsub/topicIAMMember:TopicIAMMember": nothing,
  "gcp:secretmanager/secret:Secret": nothing,
  "gcp:secretmanager/secretIamMember:SecretIamMember": nothing,
  "gcp:secretmanager/secretVersion:SecretVersion": nothing,
  "gcp:serviceaccount/account:Account": (_name, { accountId, project }) => ({
    email: `${String(accountId)}@${String(project)}.iam.gserviceaccount.com`,
    name: `projects/${String(project)}/serviceAccounts/${String(accountId)}@${String(project)}.iam.gserviceaccount.com`,
  }),
  "gcp:serviceaccount/iAMMember:IAMMember": nothing,
  "gcp:servicenetworking/connection:Connection": nothing,
};
