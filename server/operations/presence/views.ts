/** Which colleagues have an order open now. */
export type CompanyView = {
  /** Nobody twice, whoever came first first. */
  others: { name: string; since: string }[];
  /** False while the other web processes cannot be asked: then others may look as well. */
  complete: boolean;
};
