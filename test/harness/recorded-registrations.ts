/** What a program registers, as tests see it: by the recording that `leasehold preview --changed` compares stacks with. */
export * from "../../stacks/render/recording.ts";
