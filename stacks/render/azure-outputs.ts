/** What Azure computes for a resource that is registered under the recording engine: only what the components read. */
import type { Values } from "./recording.ts";

type Compute = (name: string, inputs: Values) => Values;

const nothing: Compute = () => ({});

const named =
  (input: string): Compute =>
  (_name, inputs) => ({ name: inputs[input] });

export const AZURE_OUTPUTS: Readonly<Record<string, Compute>> = {
  "pulumi:providers:azure-native": nothing,
  "azure-native:authorization:ManagementLockByScope": nothing,
  "azure-native:authorization:RoleAssignment": nothing,
  "azure-native:authorization:RoleDefinition": nothing,
  "azure-native:keyvault:Key": (_name, { keyName, vaultName }) => {
    const keyUri = `https://${String(vaultName)}.vault.azure.net/keys/${String(keyName)}`;
    return { keyUri, keyUriWithVersion: `${keyUri}/0123456789abcdef0123456789abcdef`, name: keyName };
  },
  "azure-native:keyvault:Secret": (_name, { properties, secretName, vaultName }) => ({
    name: secretName,
    properties: {
      ...(properties as Values),
      secretUri: `https://${String(vaultName)}.vault.azure.net/secrets/${String(secretName)}`,
    },
  }),
  "azure-native:keyvault:Vault": named("vaultName"),
  "azure-native:managedidentity:FederatedIdentityCredential": nothing,
  "azure-native:managedidentity:UserAssignedIdentity": (name, { resourceName }) => ({
    name: resourceName,
    clientId: `${name}-client`,
    principalId: `${name}-principal`,
  }),
  "azure-native:network:ApplicationSecurityGroup": nothing,
  "azure-native:network:FlowLog": nothing,
  "azure-native:network:NatGateway": nothing,
  "azure-native:network:NetworkSecurityGroup": nothing,
  "azure-native:network:PrivateDnsZoneGroup": nothing,
  "azure-native:network:VirtualNetworkPeering": nothing,
  "azure-native:network:PrivateEndpoint": named("privateEndpointName"),
  "azure-native:network:PublicIPAddress": () => ({ ipAddress: "203.0.113.7" }),
  "azure-native:network:Subnet": named("subnetName"),
  "azure-native:network:VirtualNetwork": named("virtualNetworkName"),
  "azure-native:privatedns:PrivateZone": named("privateZoneName"),
  "azure-native:privatedns:VirtualNetworkLink": nothing,
  "azure-native:resources:ResourceGroup": named("resourceGroupName"),
  "azure-native:storage:ManagementPolicy": nothing,
  "azure-native:storage:StorageAccount": named("accountName"),
  "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d" }),
};
