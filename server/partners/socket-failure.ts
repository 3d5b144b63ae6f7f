/** A connection was never made, so nothing was sent. Names why, for the operator. */
export function connectFailureCode(error: Error): string {
  const code = systemCode(error);
  switch (code) {
    case "ECONNREFUSED":
      return "connect_refused";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "dns_failed";
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
      return "connect_timeout";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "unreachable";
    case "UND_ERR_CLOSED":
    case "UND_ERR_DESTROYED":
      return "client_closed";
    default:
      return isTlsCode(code) ? "tls_failed" : "connect_failed";
  }
}

/** The request was on its way when the socket failed: the partner may have acted. */
export function socketFailureCode(error: Error): string {
  switch (systemCode(error)) {
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
      return "connection_lost";
    case "UND_ERR_CLOSED":
    case "UND_ERR_DESTROYED":
      return "client_closed";
    default:
      return "reply_broken";
  }
}

function isTlsCode(code: string): boolean {
  return /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO)/.test(code);
}

/** Several addresses refused at once come as one error that holds one of each. */
function systemCode(error: Error): string {
  if ("code" in error && typeof error.code === "string") return error.code;
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return first instanceof Error ? systemCode(first) : "";
}
