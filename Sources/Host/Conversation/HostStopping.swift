// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A turn is left where it stands, because the host stops: the next start goes on from what is committed.
struct HostStopping: Error {}
