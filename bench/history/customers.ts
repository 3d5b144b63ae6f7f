import { Chance } from "./chance.ts";

/** Who an order is for and where it goes. Everybody is made up, and no mail can reach them. */
export type Customer = {
  externalPatientId: string;
  givenNames: string[];
  familyName: string;
  birthDate: string;
  sex: string | null;
  email: string | null;
  phone: string | null;
  line1: string;
  city: string;
  state: string;
  postalCode: string;
};

const GIVEN_NAMES =
  "Ada Amir Anneliese Beatriz Bram Carmen Cedric Dalia Dmitri Edith Elias Farah Felix Greta Hanna Hugo Imani Ines Jonas Joyce Kaito Katya Lena Leopold Maren Mateo Nadia Noor Olga Oscar Paloma Pieter Quentin Rosa Rufus Saskia Simon Talia Theo Uma Vera Viktor Wanda Willem Xenia Yara Yusuf Zelda".split(
    " ",
  );
const FAMILY_NAMES =
  "Abernathy Alderton Ambrose Baptiste Birchwood Calloway Castellan Draper Drummond Eastlake Ellery Fairbank Fontaine Galloway Grantham Hathaway Holloway Ingram Jardine Kensington Kirkwood Lambert Langley Marchetti Merriweather Montrose Northcott Oakley Okafor Pemberton Petrov Quill Ravensworth Redfern Sandoval Sinclair Thackeray Thornbury Underhill Valentine Vasquez Wainwright Whitlock Yamada Yardley Zimmer".split(
    " ",
  );
const STREETS =
  "Alder Avenue,Bayview Road,Cedar Lane,Dogwood Court,Elm Street,Fernhill Drive,Garden Way,Harbour Street,Ivy Terrace,Juniper Lane,King Street,Linden Avenue,Maple Street,Orchard Road,Pine Street,Quarry Lane,River Road,Spruce Street,Willow Way".split(
    ",",
  );
const PLACES = [
  ["Springfield", "IL", "62704"],
  ["Portland", "OR", "97205"],
  ["Burlington", "VT", "05401"],
  ["Madison", "WI", "53703"],
  ["Asheville", "NC", "28801"],
  ["Tucson", "AZ", "85701"],
  ["Albany", "NY", "12207"],
  ["Boise", "ID", "83702"],
  ["Omaha", "NE", "68102"],
  ["Savannah", "GA", "31401"],
  ["Duluth", "MN", "55802"],
  ["Santa Fe", "NM", "87501"],
  ["Dayton", "OH", "45402"],
  ["Spokane", "WA", "99201"],
  ["Topeka", "KS", "66603"],
  ["Lancaster", "PA", "17603"],
] as const;

/** In so many, nobody knows an e-mail address: those have a telephone. */
const BY_PHONE_ONE_IN = 25;

/** The same customer under the same number: one who orders again is the same person. */
export function customerOf(number: number): Customer {
  const chance = new Chance(number);
  const given = chance.pick(GIVEN_NAMES);
  const familyName = chance.pick(FAMILY_NAMES);
  const [city, state, postalCode] = chance.pick(PLACES);
  const byPhone = chance.below(BY_PHONE_ONE_IN) === 0;
  return {
    externalPatientId: `patient-${number}`,
    givenNames: chance.below(4) === 0 ? [given, chance.pick(GIVEN_NAMES)] : [given],
    familyName,
    birthDate: `${chance.between(1930, 2007)}-${twoDigits(chance, 12)}-${twoDigits(chance, 28)}`,
    sex: chance.pick(["female", "female", "male", "male", "unknown", null]),
    email: byPhone ? null : `${given}.${familyName}.${number}@example.test`.toLowerCase(),
    phone: byPhone ? `+1202555${String(chance.between(100, 199)).padStart(4, "0")}` : null,
    line1: `${chance.between(1, 999)} ${chance.pick(STREETS)}`,
    city,
    state,
    postalCode,
  };
}

const twoDigits = (chance: Chance, most: number) =>
  String(chance.between(1, most)).padStart(2, "0");
