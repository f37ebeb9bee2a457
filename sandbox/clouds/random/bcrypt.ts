/**
 * bcrypt, for the one output of `RandomPassword` that is a hash. It follows Provos and Mazières, "A Future-Adaptable
 * Password Scheme" (1999): Blowfish with a costly key schedule. Only the simulation uses it; nothing is protected by it.
 */
import { randomBytes } from "node:crypto";

/** Cost of the real provider (`bcrypt.DefaultCost`): 2^10 rounds. */
const COST = 10;
const ROUNDS = 16;
const BOX_SIZE = 256;
const BOXES = 4;
/** Longest password that bcrypt looks at, in bytes. */
const PASSWORD_BYTES_MAX = 72;
const ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const MAGIC_TEXT = "OrpheanBeholderScryDoubt";
/** A hash keeps one byte less than it computes, as the first implementation did. */
const HASH_BYTES = 23;

/** `$2a$10$<salt><hash>`. @param salt 16 bytes @param cost log2 of the rounds, 4 to 31 */
export function bcryptHash(password: string, salt: Uint8Array = randomBytes(16), cost = COST): string {
  const key = words(
    Buffer.concat([Buffer.from(password).subarray(0, PASSWORD_BYTES_MAX), Buffer.from([0])]),
    ROUNDS + 2,
  );
  const saltWords = words(salt, ROUNDS + 2);
  const blowfish = new Blowfish();
  blowfish.expandKey(key, saltWords);
  const noSalt = new Uint32Array(ROUNDS + 2);
  for (let round = 0; round < 2 ** cost; round += 1) {
    blowfish.expandKey(key, noSalt);
    blowfish.expandKey(saltWords, noSalt);
  }
  const text = words(Buffer.from(MAGIC_TEXT), MAGIC_TEXT.length / 4);
  for (let half = 0; half < text.length; half += 2) {
    for (let time = 0; time < 64; time += 1) blowfish.encrypt(text, half);
  }
  const bytes = Buffer.alloc(MAGIC_TEXT.length);
  text.forEach((word, index) => bytes.writeUInt32BE(word, index * 4));
  return `$2a$${String(cost).padStart(2, "0")}$${encode(salt)}${encode(bytes.subarray(0, HASH_BYTES))}`;
}

class Blowfish {
  /** Subkeys, then the four substitution boxes, in one run as the key schedule fills them. */
  readonly #state = initialState().slice();

  /** Mixes the key into the subkeys, then replaces the whole state by its own encryption under the salt. */
  expandKey(key: Uint32Array, salt: Uint32Array): void {
    const state = this.#state;
    for (let index = 0; index < ROUNDS + 2; index += 1) state[index] = at(state, index) ^ at(key, index);
    const block = new Uint32Array(2);
    for (let index = 0; index < state.length; index += 2) {
      // The salt is four words, repeated: two of them for each block.
      block[0] = at(block, 0) ^ at(salt, index % 4);
      block[1] = at(block, 1) ^ at(salt, (index % 4) + 1);
      this.encrypt(block, 0);
      state.set(block, index);
    }
  }

  /** Encrypts two words in place. */
  encrypt(words: Uint32Array, offset: number): void {
    const state = this.#state;
    let left = at(words, offset);
    let right = at(words, offset + 1);
    for (let round = 0; round < ROUNDS; round += 1) {
      left = (left ^ at(state, round)) >>> 0;
      right = (right ^ this.#mix(left)) >>> 0;
      [left, right] = [right, left];
    }
    words[offset] = right ^ at(state, ROUNDS + 1);
    words[offset + 1] = left ^ at(state, ROUNDS);
  }

  #mix(word: number): number {
    const box = (number: number, byte: number): number => at(this.#state, ROUNDS + 2 + number * BOX_SIZE + byte);
    const sum = (box(0, word >>> 24) + box(1, (word >>> 16) & 0xff)) >>> 0;
    return ((sum ^ box(2, (word >>> 8) & 0xff)) + box(3, word & 0xff)) >>> 0;
  }
}

/** Blowfish starts from the fraction of pi in 32-bit words; it is computed once instead of written down. */
let startingState: Uint32Array | undefined;
function initialState(): Uint32Array {
  if (startingState !== undefined) return startingState;
  const count = ROUNDS + 2 + BOXES * BOX_SIZE;
  const guardBits = 64n;
  const bits = BigInt(count * 32) + guardBits;
  // Machin: pi = 16 arctan(1/5) - 4 arctan(1/239).
  const pi = 16n * arctanOfInverse(5n, bits) - 4n * arctanOfInverse(239n, bits);
  const fraction = (pi & ((1n << bits) - 1n)) >> guardBits;
  const hex = fraction.toString(16).padStart(count * 8, "0");
  startingState = Uint32Array.from({ length: count }, (_, index) =>
    Number.parseInt(hex.slice(index * 8, index * 8 + 8), 16),
  );
  return startingState;
}

/** arctan(1/x) with this many bits behind the point. */
function arctanOfInverse(x: bigint, bits: bigint): bigint {
  let power = (1n << bits) / x;
  let sum = power;
  for (let divisor = 3n, sign = -1n; power > 0n; divisor += 2n, sign = -sign) {
    power /= x * x;
    sum += (sign * power) / divisor;
  }
  return sum;
}

/** This many 32-bit words of some bytes, which repeat. */
function words(bytes: Uint8Array, count: number): Uint32Array {
  const byte = (index: number): number => bytes[index % bytes.length] ?? 0;
  return Uint32Array.from({ length: count }, (_, index) => {
    const start = index * 4;
    return (byte(start) << 24) | (byte(start + 1) << 16) | (byte(start + 2) << 8) | byte(start + 3);
  });
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

/** Base64 with bcrypt's own alphabet and no padding. */
function encode(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const digits = bits.match(/.{1,6}/g) ?? [];
  return digits.map((digit) => ALPHABET.charAt(Number.parseInt(digit.padEnd(6, "0"), 2))).join("");
}
