import assert from "node:assert/strict";
import fc from "fast-check";
import { addressBlock, blockFault, overlaps } from "../../tiers/address-block.ts";
import { freeBlock } from "../../tiers/address-plan.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { apart, blockIn, inside } from "./address-blocks.ts";

describe("a free block", () => {
  it("is the first of the pool that nobody uses", () => {
    assert.equal(freeBlock([]), "10.0.0.0/18");
    assert.equal(freeBlock(["10.0.0.0/18"]), "10.0.64.0/18");
    assert.equal(freeBlock(["10.0.128.0/18", "10.0.0.0/18"]), "10.0.64.0/18");
    assert.equal(freeBlock(["10.0.0.0/17", "10.0.192.0/20"]), "10.0.128.0/18");
    assert.equal(freeBlock(["10.0.16.0/20"]), "10.0.64.0/18");
    assert.equal(freeBlock(["10.0.0.0/16", "10.1.0.0/16", "192.168.0.0/18"]), "10.2.0.0/18");
  });

  it("comes from the pool and in the size that is asked for", () => {
    assert.equal(freeBlock(["172.16.0.0/17"], "172.16.0.0/12", 17), "172.16.128.0/17");
    assert.equal(freeBlock([], "10.20.0.0/16", 16), "10.20.0.0/16");
  });

  it("does not exist when the pool is full, or smaller than the block", () => {
    for (const [existing, pool, prefix] of [
      [["10.0.0.0/9", "10.128.0.0/9"], "10.0.0.0/8", 18],
      [["10.20.0.0/17", "10.20.128.0/18", "10.20.192.0/20"], "10.20.0.0/16", 18],
      [[], "10.20.0.0/20", 18],
    ] as const) {
      assert.throws(
        () => freeBlock(existing, pool, prefix),
        (error) => {
          assert.ok(error instanceof InvalidInput);
          assert.deepEqual(error.problems, [
            {
              code: "address-exhausted",
              path: "network.cidr",
              message: `got no free /${prefix} in ${pool} (blocks in use: ${existing.length}), expected one; name another pool or a longer prefix`,
            },
          ]);
          return true;
        },
      );
    }
  });

  for (const [pool, prefix, path, message] of [
    [
      "10.0.0.1/8",
      18,
      "pool",
      "got 10.0.0.1/8, expected an IPv4 block such as 10.0.0.0/8; write its first address and its prefix length",
    ],
    [
      "everywhere",
      18,
      "pool",
      "got everywhere, expected an IPv4 block such as 10.0.0.0/8; write its first address and its prefix length",
    ],
    [
      "10.0.0.0/8",
      24,
      "network.cidr",
      "got /24, expected a prefix length of /16–/20; /18 holds four environments, /17 eight",
    ],
  ] as const) {
    it(`is not looked for in ${pool} as a /${prefix}`, () => {
      assert.throws(
        () => freeBlock([], pool, prefix),
        (error) => {
          assert.ok(error instanceof InvalidInput);
          assert.deepEqual(error.problems, [{ code: "address-block", path, message }]);
          return true;
        },
      );
    });
  }

  // Fifteen blocks cannot fill the pool: the widest are sixteenths of it.
  it("never overlaps one in use and is a sound block inside the pool, whatever is in use", () => {
    fc.assert(
      fc.property(
        fc.array(blockIn(12, 20), { maxLength: 15 }),
        fc.integer({ min: 16, max: 20 }),
        (existing, prefix) => {
          const free = freeBlock(existing, "10.0.0.0/8", prefix);
          assert.equal(blockFault(free), undefined);
          assert.ok(inside(free, "10.0.0.0/8"));
          assert.ok(existing.every((block) => !overlaps(addressBlock(free), addressBlock(block))));
        },
      ),
    );
  });

  it("is found again and again until the pool is full, each one new", () => {
    const taken: string[] = [];
    for (let i = 0; i < 16; i++) taken.push(freeBlock(taken, "10.20.0.0/16", 20));
    assert.equal(new Set(taken).size, 16);
    assert.ok(apart(taken));
    assert.throws(() => freeBlock(taken, "10.20.0.0/16", 20), InvalidInput);
  });
});

describe("a block of a tenant", () => {
  for (const cidr of ["10.0.0.0/16", "10.255.240.0/20", "172.31.0.0/18", "192.168.0.0/16", "100.127.0.0/16"]) {
    it(`may be ${cidr}`, () => assert.equal(blockFault(cidr), undefined));
  }
  for (const cidr of ["11.0.0.0/16", "172.32.0.0/16", "192.169.0.0/16", "100.128.0.0/16", "9.255.240.0/20"]) {
    it(`may not be ${cidr}: outside the private ranges`, () =>
      assert.equal(blockFault(cidr)?.code, "address-not-private"));
  }
  for (const cidr of [
    "",
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0/16",
    "10.0.0.0/016",
    "0x0a.0.0.0/16",
    "::/16",
    "10.0.0.0/16 ",
  ]) {
    it(`may not be ${JSON.stringify(cidr)}: not a block`, () => assert.equal(blockFault(cidr)?.code, "address-block"));
  }
  it("that was never judged is not computed with", () => {
    assert.throws(() => addressBlock("10.0.0.1/16"), new RangeError("not an address block: 10.0.0.1/16"));
  });
});
