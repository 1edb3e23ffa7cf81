import { viewOfTable } from "../../src/analyst/extractive/table-answer/index.ts";
import { table } from "./sample-filings.ts";

/** Tables of five kinds, invented: a race, a medal table, a season of games, a career, a fleet. */
export const race = table("race", {
  caption: "Final standings",
  header: [["Rank", "Skier", "Country", "Time", "Points"]],
  rows: [
    ["1", "Anna Berg", "Norway", "30:01", "100"],
    ["2", "Mia Laine", "Finland", "30:40", "80"],
    ["3", "Ella Holm", "Norway", "31:05", "60"],
    ["4", "Nora Falk", "Sweden", "31:30", "50"],
    ["5", "Iris Dahl", "Norway", "32:00", "45"],
    ["6", "Lea Rossi", "Italy", "–", "40"],
  ],
});

export const medals = table("medals", {
  caption: "Medal table",
  header: [["Nation", "Gold", "Silver", "Bronze", "Total"]],
  rows: [
    ["Peru", "4", "1", "0", "5"],
    ["Chile", "3", "3", "2", "8"],
    ["Bolivia", "3", "0", "4", "7"],
    ["Ecuador", "0", "2", "2", "4"],
    ["Total", "10", "6", "8", "24"],
  ],
});

export const season = table("season", {
  caption: "Schedule",
  header: [["Week", "Date", "Opponent", "Result", "Attendance"]],
  rows: [
    ["1", "September 5, 1998", "Harbour Gulls", "W 21–14", "41,200"],
    ["2", "September 12, 1998", "at Pine Hill", "L 7–10", "38,000"],
    ["3", "September 19, 1998", "Stone Bay", "W 35–3", "45,500"],
    ["4", "October 3, 1998", "at Harbour Gulls", "W 17–16", "39,750"],
    ["5", "October 10, 1998", "Mill Creek", "L 0–24", "44,100"],
    ["6", "October 17, 1998", "Pine Hill", "T 14–14", "42,300"],
  ],
});

export const career = table("career", {
  header: [["Year", "Competition", "Venue", "Position", "Notes"]],
  rows: [
    ["2001", "Nordic Games", "Oslo, Norway", "11th (h)", "51.20"],
    ["2003", "Island Cup", "Palma, Spain", "1st", "50.11"],
    ["2004", "Nordic Games", "Turku, Finland", "2nd", "49.90"],
    ["2006", "Island Cup", "Valletta, Malta", "1st", "49.75"],
    ["2009", "World Meeting", "Zurich, Switzerland", "6th", "49.31"],
  ],
});

export const fleet = table("fleet", {
  header: [["Ship", "Hull No.", "Home port", "Height", "Beds", "Notes"]],
  rows: [
    ["Alder", "AO-1", "Kiel", "6'4\"", "30", "refitted 1999"],
    ["Birch", "AO-2", "Kiel", "7'0\"", "45", ""],
    ["Cedar", "AO-3", "Bergen", "5'11\"", "30", "sold"],
    ["Elm", "AO-4", "Aarhus", "6'10\"", "52", ""],
  ],
});

export const views = {
  race: viewOfTable(race),
  medals: viewOfTable(medals),
  season: viewOfTable(season),
  career: viewOfTable(career),
  fleet: viewOfTable(fleet),
};
