import { isGrpcServiceError } from '@temporalio/client';

/** The gRPC status codes that are told apart here. */
export const GRPC = {
  invalidArgument: 3,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  failedPrecondition: 9,
  unimplemented: 12,
  unauthenticated: 16,
} as const;

/** The gRPC status of an error, also of one that another error wraps; `undefined` when it has none. */
export function grpcStatus(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) return error.code;
  return error instanceof Error && error.cause !== undefined ? grpcStatus(error.cause) : undefined;
}

/** Whether an error says that we may not do this here (or that the server cannot). */
export function isNotAllowed(error: unknown): boolean {
  const refusals: readonly (number | undefined)[] = [
    GRPC.permissionDenied,
    GRPC.unimplemented,
    GRPC.unauthenticated,
  ];
  return refusals.includes(grpcStatus(error));
}
