import { noSuchRoute } from "#server/api/rest";

const refuse = () => noSuchRoute();

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT };
