import assert from "node:assert/strict";
import { largerCacheClass, pickCacheClass } from "../../tiers/sizes.ts";
import type { CacheWish } from "../../tiers/sizes.ts";
import { withoutPlace } from "./picked-sizes.ts";

const pickValkeyClass = (wish: Omit<CacheWish, "service">) => pickCacheClass({ service: "elasticacheValkey", ...wish });
const cache = (memoryMibPerShard: number, burstAllowed = false, region = "eu-west-1") =>
  pickValkeyClass({ memoryMibPerShard, burstAllowed, region })?.class;

describe("cache classes", () => {
  it("cover the memory for data after a quarter is held back", () => {
    assert.deepEqual(
      [512, 2048, 4096, 4899, 4900].map((mib) => cache(mib)),
      ["cache.m7g.large", "cache.m7g.large", "cache.m7g.large", "cache.m7g.large", "cache.m8g.large"],
    );
    assert.deepEqual(
      [384, 385, 512, 1052, 1053].map((mib) => cache(mib, true)),
      ["cache.t4g.micro", "cache.t4g.small", "cache.t4g.small", "cache.t4g.small", "cache.t4g.medium"],
    );
    const small = withoutPlace(pickValkeyClass({ memoryMibPerShard: 512, burstAllowed: true, region: "eu-west-1" }));
    assert.deepEqual(small, { class: "cache.t4g.small", vcpu: 2, memoryGib: 1.37, usableMib: 1052 });
  });

  it("are older where the newest generation is not offered, and undefined beyond the largest", () => {
    assert.deepEqual([cache(4900, false, "eu-west-3"), cache(500_000)], ["cache.m7g.xlarge", undefined]);
  });
});

describe("the larger of two cache classes", () => {
  it("is the one with more memory; a name that the service does not have counts as none", () => {
    const larger = (one: string, other: string) => largerCacheClass("managedRedis", one, other)?.class;
    assert.deepEqual(
      [
        larger("Balanced_B5", "Balanced_B20"),
        larger("Balanced_B20", "Balanced_B5"),
        larger("Balanced_B5", "cell"),
        larger("cell", "cell"),
      ],
      ["Balanced_B20", "Balanced_B20", "Balanced_B5", undefined],
    );
  });
});
