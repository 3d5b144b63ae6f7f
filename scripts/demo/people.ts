import type { PlaceOrderBody } from "#server/orders/place-order-input";
import type { Random } from "./random.ts";

/* Put together from words, so that an order is never taken for a real person's. */
const GIVEN_NAMES =
  "Ada Amos Beryl Bram Calla Cosmo Della Dorian Edda Enzo Fern Floris Greta Gus Hazel Hollis Ines Ivo Juna Jasper Kaia Kit Lark Linus Mabel Milo Nell Nico Odette Orrin Petra Piers Quilla Ray Romy Rufus Saskia Silas Tamsin Theo Una Ursel Vera Viggo Wanda Willem Yara Zeno".split(
    " ",
  );
const FAMILY_STARTS =
  "Alder Amber Birch Bramble Cinder Copper Drift Ember Fallow Fern Flint Frost Harrow Hazel Kestrel Lark Linden Marrow Moss Otter Pepper Quill Raven Rowan Sable Saffron Thistle Umber Willow Wren".split(
    " ",
  );
const FAMILY_ENDS =
  "beck bourne combe croft dale fen garth holme hurst low mere moor nook quist shaw stead thwaite vale wick wold".split(
    " ",
  );

const STREETS =
  "Backstitch Lane|Bobbin Street|Buttonhole Road|Calico Avenue|Chainstitch Way|Corduroy Court|Damask Drive|Denim Street|Flannel Road|Gingham Lane|Herringbone Avenue|Loom Street|Muslin Way|Needlepoint Drive|Paisley Court|Ribbon Road|Selvedge Lane|Shuttle Street|Spindle Avenue|Thimble Way|Twill Drive|Velvet Court|Warp Street|Weft Lane".split(
    "|",
  );

/** City, state and one of its postal codes, which must fit each other. */
const PLACES = [
  ["Albany", "NY", "12207"],
  ["Austin", "TX", "78701"],
  ["Boise", "ID", "83702"],
  ["Burlington", "VT", "05401"],
  ["Chattanooga", "TN", "37402"],
  ["Chicago", "IL", "60605"],
  ["Denver", "CO", "80203"],
  ["Des Moines", "IA", "50309"],
  ["Duluth", "MN", "55802"],
  ["Eugene", "OR", "97401"],
  ["Fargo", "ND", "58102"],
  ["Honolulu", "HI", "96813"],
  ["Juneau", "AK", "99801"],
  ["Las Cruces", "NM", "88001"],
  ["Lexington", "KY", "40507"],
  ["Madison", "WI", "53703"],
  ["Mobile", "AL", "36602"],
  ["Missoula", "MT", "59802"],
  ["Omaha", "NE", "68102"],
  ["Phoenix", "AZ", "85004"],
  ["Pittsburgh", "PA", "15222"],
  ["Portland", "ME", "04101"],
  ["Providence", "RI", "02903"],
  ["Richmond", "VA", "23219"],
  ["Sacramento", "CA", "95814"],
  ["Savannah", "GA", "31401"],
  ["Spokane", "WA", "99201"],
  ["Tampa", "FL", "33602"],
  ["Toledo", "OH", "43604"],
  ["Tulsa", "OK", "74103"],
] as const;

type Person = Pick<PlaceOrderBody, "patient" | "shipTo">;

/** A patient and where the parcel goes. `id` makes the patient the storefront's own. */
export function makePerson(random: Random, id: string): Person {
  const givenName = random.one(GIVEN_NAMES);
  const familyName = random.one(FAMILY_STARTS) + random.one(FAMILY_ENDS);
  const [city, state, postalCode] = random.one(PLACES);
  return {
    patient: {
      externalPatientId: `patient-${id}`,
      givenNames: [givenName],
      familyName,
      birthDate: makeBirthDate(random),
      sex: random.one(["female", "male", "other", "unknown"]),
      // Reserved for examples: no mail and no call can reach anybody.
      email: `${givenName}.${familyName}@example.com`.toLowerCase(),
      phone: `+120255501${String(random.below(100)).padStart(2, "0")}`,
    },
    shipTo: {
      line1: `${1 + random.below(980)} ${random.one(STREETS)}`,
      ...(random.below(5) === 0 ? { line2: `Apt ${1 + random.below(40)}` } : {}),
      city,
      state,
      postalCode,
      residential: true,
    },
  };
}

function makeBirthDate(random: Random): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${1935 + random.below(70)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;
}

/** A prescriber's name, and a number that is well-formed and below all that were ever given out. */
export function makePrescriber(random: Random): { npi: string; name: string } {
  const family = random.one(FAMILY_STARTS) + random.one(FAMILY_ENDS);
  return { npi: random.one(PRESCRIBER_NPIS), name: `Dr ${random.one(GIVEN_NAMES)} ${family}` };
}

/** Real numbers start far above 1000001000; each ends with the check digit that fits. */
const PRESCRIBER_NPIS = [
  "1000000020",
  "1000000038",
  "1000000046",
  "1000000053",
  "1000000061",
  "1000000079",
  "1000000087",
  "1000000095",
  "1000000103",
  "1000000111",
];
