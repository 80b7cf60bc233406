#include "apps/missing.hpp"

#include <fmt/format.h>

#include "host/valid_text.hpp"

namespace spotdrill::apps {
namespace {

/// A name or a path may be any bytes; the journal is JSON.
Unavailable readable(const Unavailable& thing) {
  return {.kind = thing.kind, .what = valid_text(thing.what), .detail = valid_text(thing.detail)};
}

}  // namespace

Unavailable missing_name(const http::UnservedName& name, bool open) {
  if (!name.service.empty()) {
    return readable({.kind = "service",
                     .what = name.service,
                     .detail = fmt::format("It looked for {}, and spotdrill has no service '{}'.",
                                           name.name, name.service)});
  }
  return readable({.kind = "name",
                   .what = name.name,
                   .detail = fmt::format("It looked for {}: {}.", name.name,
                                         open ? "no name server of this computer knows it"
                                              : "instances here do not reach the internet")});
}

Unavailable missing_call(const wire::Unserved& call) {
  if (call.service_known) {
    return readable({.kind = "operation",
                     .what = fmt::format("{}:{}", call.service, call.operation),
                     .detail = fmt::format("It called {} of {}, which spotdrill does not have.",
                                           call.operation, call.service)});
  }
  if (call.service.empty()) {
    return readable(
        {.kind = "service",
         .what = "unknown",
         .detail = fmt::format("It sent '{}', which is for no service that spotdrill has.",
                               call.operation)});
  }
  return readable(
      {.kind = "service",
       .what = call.service,
       .detail = fmt::format("It called '{}' of {}, a service that spotdrill does not have.",
                             call.operation, call.service)});
}

Unavailable missing_endpoint(const forward::Unanswered& call) {
  return readable({.kind = "endpoint",
                   .what = fmt::format("{} of {}", call.url, call.service),
                   .detail = call.why + "."});
}

}  // namespace spotdrill::apps
