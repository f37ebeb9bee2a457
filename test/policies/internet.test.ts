import assert from "node:assert/strict";
import { isInternet } from "../../policies/internet.ts";

describe("isInternet", () => {
  for (const block of [
    "0.0.0.0/0",
    "::/0",
    "*",
    "Internet",
    "Any",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "8.0.0.0/7",
    "2000::/3",
    " 0.0.0.0/0 ",
  ])
    it(`takes ${block} for the internet`, () => {
      assert.equal(isInternet(block), true);
    });
  for (const block of [
    "10.0.0.0/8",
    "198.51.100.0/24",
    "198.51.100.1",
    "0.0.0.0",
    "fd00::/8",
    "fc00::/7",
    "2001:db8::/32",
    "2000::/16",
    "VirtualNetwork",
    "AzureLoadBalancer",
    "",
  ])
    it(`takes ${block === "" ? "nothing" : block} for no more than it is`, () => {
      assert.equal(isInternet(block), false);
    });
});
