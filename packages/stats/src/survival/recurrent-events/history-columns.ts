/** Columns of events that may recur in one participant. */
import { column, columnsOf, type GivenColumns, mayColumn } from "../../form/columns.ts";

const history = {
  participant: column("text", "whose observation the row belongs to"),
  time: column("amount", "time of an event, or of the end of observation, from 0, in one unit"),
  event: column("flag", "1: an event at that time; 0: none, observation ends or a covariate changes"),
  start: mayColumn("amount", "start of the interval (start, time]: rows are intervals, and gaps between them are not under observation; left out: rows are a list of each participant's events from time 0 on, closed by one row without an event"),
} as const;

export const meanFunctionColumns = {
  ...history,
  group: mayColumn("text", "group of the participant, the same in each row"),
  weight: mayColumn("amount", "weight of the participant, the same in each row; 0 leaves the participant out"),
  death: mayColumn("flag", "1: observation ended by an event after which none can follow, such as death, on the participant's last row"),
} as const;

export const recurrentCoxColumns = {
  ...history,
  weight: meanFunctionColumns.weight,
  stratum: mayColumn("text", "stratum with a baseline hazard of its own"),
  covariates: columnsOf("covariate", "what may change the hazard; texts are categories, the first by code points is the reference"),
} as const;

export type MeanFunctionColumns = GivenColumns<typeof meanFunctionColumns>;
export type RecurrentCoxColumns = GivenColumns<typeof recurrentCoxColumns>;
