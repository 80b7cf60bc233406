// Finds out what a request is about, verifies who sent it, and calls the operation. It knows bytes
// and the dispatcher, no socket. Host and Origin checks against browsers are http/'s matter.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/clock.hpp"
#include "engine/random.hpp"
#include "protocol/http_message.hpp"
#include "wire/credentials.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::wire {

class Forwarding;
struct Hints;

/// A call that was answered, of an operation that AWS has, by a caller whose key is known.
struct Answered {
  const Credential& caller;
  const std::string& region;
  std::string_view service;
  std::string_view operation;
  std::string_view code;  ///< Of the refusal; empty: it succeeded.
};

/// A call that nothing here serves.
struct Unserved {
  std::string from;        ///< As Router::handle was told.
  std::string caller_arn;  ///< Of the key that it claims, not verified; empty: it claims none.
  std::string service;     ///< "s3"; empty where the request names none.
  std::string operation;   ///< "PutItem", or "GET /a/path" where that is all that it says.
  bool service_known = false;
};

struct RouterOptions {
  std::string account = "123456789012";  ///< Of callers that are not verified.
  std::string default_region = "us-east-1";
  bool auth_required = true;
  /// Real time, for signatures of clients that do not live in drill time.
  std::function<Instant()> real_now;
  /// What a call whose caller is verified is refused with all the same. May be empty.
  std::function<std::optional<AwsError>(const Credential& caller, const std::string& region,
                                        std::string_view service, std::string_view operation)>
      injected_error;
  /// Hears of every call that is refused because there is no such service or operation here. May be
  /// empty.
  std::function<void(const Unserved&)> unserved;
  /// Hears of every call once it is answered, also of those whose signature was refused. May be
  /// empty.
  std::function<void(const Answered&)> answered;
  /// Carries out the calls of some services elsewhere; null: every one is carried out here. It
  /// outlives the router.
  Forwarding* forwarding = nullptr;
};

class Router {
 public:
  using Answer = std::function<void(protocol::HttpResponse)>;

  /// `clock` and `ids` outlive the router, and so do the others.
  Router(const Dispatcher& dispatcher, const CredentialSource& credentials, const Clock& clock,
         IdSource& ids, RouterOptions options);

  /// Answers one request, now or in a later event, exactly once. Never throws for what a client
  /// may send.
  /// `from` is the instance that it came from, where the transport knows it; only `unserved` hears
  /// of that.
  void handle(protocol::HttpRequest request, Answer answer, std::string from = {}) const;

 private:
  /// Errors: those of signature_error.
  [[nodiscard]] Result<Credential> caller_of(const protocol::HttpRequest& request,
                                             const Hints& hints, shape::Protocol protocol) const;
  [[nodiscard]] std::string region_of(const Hints& hints) const;
  void tell_unserved(const protocol::HttpRequest& request, const Hints& hints,
                     std::string_view service, bool service_known, const std::string& from) const;

  const Dispatcher& dispatcher_;
  const CredentialSource& credentials_;
  const Clock& clock_;
  IdSource& ids_;
  RouterOptions options_;
};

}  // namespace spotdrill::wire
