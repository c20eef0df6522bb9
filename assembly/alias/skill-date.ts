import { timeNow } from "@luminarys/sdk-as";
import { Date } from "date";

/** Stands in for `Date`: the present time is the host's `time_now`. */
export class SkillDate extends Date {
  /** Milliseconds since 1970, as the host says. */
  static now(): i64 {
    return timeNow().unix_nano / 1_000_000;
  }

  static fromString(text: string): SkillDate {
    return new SkillDate(Date.fromString(text).getTime());
  }

  static parse(text: string): SkillDate {
    return SkillDate.fromString(text);
  }
}
