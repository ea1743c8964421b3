import type { ErrorResponse, ErrorType } from "@anthropic-ai/sdk/resources/shared";

/** What the server refuses a request with. */
export class Complaint extends Error {
  override name = "Complaint";
  readonly status: number;
  readonly type: ErrorType;
  constructor(status: number, type: ErrorType, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** The complaint about a request that is not as the API wants it. */
export function invalid(message: string): Complaint {
  return new Complaint(400, "invalid_request_error", message);
}

/** The body of an error. `errorCode` stands in `details`, where the SDK looks for it. */
export function errorBody(type: ErrorType, message: string, errorCode: string | null = null): ErrorResponse {
  const details = errorCode === null ? {} : { details: { error_code: errorCode } };
  return {
    type: "error",
    error: { type, message, ...details } as ErrorResponse["error"],
    request_id: "req_fake",
  };
}
