// What an instance asked of the server and does not get here, in one sentence each. Not the
// refusals themselves, which are in AWS's words.
#pragma once

#include "engine/process_host.hpp"
#include "forward/forwarder.hpp"
#include "http/dns.hpp"
#include "wire/router.hpp"

namespace spotdrill::apps {

/// A name that does not resolve, or resolves to what speaks another protocol than we do.
/// `open`: instances reach the internet, so that somebody else was asked.
Unavailable missing_name(const http::UnservedName& name, bool open = false);

/// A call of a service or an operation that there is not.
Unavailable missing_call(const wire::Unserved& call);

/// An endpoint that a service's calls go on to and that did not answer one.
Unavailable missing_endpoint(const forward::Unanswered& call);

}  // namespace spotdrill::apps
