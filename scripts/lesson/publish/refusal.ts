import { Refused } from "../error.ts";

/** What a file system's refusal means, in words. */
const meanings: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "a file would be larger than this system allows",
  EROFS: "the file system is read-only",
  EACCES: "it may not be written there",
  EPERM: "it may not be written there",
  EBUSY: "it is in use, or a mount point, and cannot be replaced: choose another with --out",
  EXDEV: "it is a mount point and cannot be replaced: choose another with --out",
  ENOTDIR: "a part of the path is not a folder",
  EMFILE: "too many files are open",
};

/**
 * An error of the file system as one sentence for the author, with the file that it is about; undefined for any other
 * error, and for one about a file that simply is not there, which is a mistake of ours.
 */
export function fileRefusal(error: unknown): Refused | undefined {
  const { code = "", path } = error as NodeJS.ErrnoException;
  const why = meanings[code];
  if (!(error instanceof Error) || why === undefined) return undefined;
  return new Refused(`${path ?? "a file"} could not be written: ${why} (${code})`, {
    cause: error,
  });
}

/** An error of the file system while publishing as one sentence for the author; undefined for any other error. */
export function refusalOf(error: unknown, out: string): Refused | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined || !/^E[A-Z0-9]+$/.test(code)) {
    return undefined;
  }
  const why = meanings[code] ?? error.message;
  return new Refused(`the site could not be written to ${out}: ${why} (${code})`, { cause: error });
}
