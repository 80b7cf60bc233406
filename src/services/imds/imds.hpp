// The instance metadata service: a request in, a reply out. Knows no socket: whoever has one knows
// which instance asks (http/), and says so.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "engine/world.hpp"
#include "protocol/http_message.hpp"
#include "services/ec2/instance.hpp"
#include "services/imds/identity_signer.hpp"
#include "services/imds/metadata_tree.hpp"
#include "services/imds/token.hpp"

namespace spotdrill::imds {

/// Instances whose polling is remembered; those that have not asked for longest go first.
inline constexpr std::size_t polling_instances_max = 10'000;

/// How the polling of one path is written into the journal in full before only changes are: enough
/// to see the interval, and no more facts than that from a job that polls for a month.
inline constexpr std::uint64_t polls_in_full = 16;

class Imds {
 public:
  /// `world` outlives it.
  Imds(World& world, Sources sources);
  Imds(const Imds&) = delete;
  Imds& operator=(const Imds&) = delete;

  /// Answers for `instance`, which is in `place`. Writes to the journal, about the instance:
  ///  - `imds-poll` {path, status, polls, first_after_notice, interval_seconds}: a request for
  ///    spot/instance-action, spot/termination-time or events/recommendations/rebalance: the first
  ///    few of each path, and every one whose status differs from the one before.
  ///    `first_after_notice` is true for the one that saw the notice first.
  ///  - `imds-v1-use` {path}: the first request without a token, once for each instance.
  ///  - `imds-refused` {path, token}: the first request refused with 401, once for those with a
  ///    token that is not valid (`token` is true), once for those without one. The next poll of
  ///    each path is written down then, whatever it gives.
  ///  - `imds-accepted` {path, token}: the first request after such a refusal that shows that
  ///    whoever was refused goes on; once for each `token`.
  protocol::HttpResponse answer(const protocol::HttpRequest& request, const ec2::Instance& instance,
                                const Place& place);

  /// The certificate that verifies instance identity documents, as PEM.
  std::string certificate() { return signer_.certificate(); }

  /// Forgets who has asked for what, and every token. The store must have been cleared.
  void reset() {
    asked_.clear();
    tokens_.renew_key();
  }

 private:
  struct Poll {
    std::uint64_t count = 0;
    int status = 0;
    bool seen = false;
    bool tell = false;  ///< The next one, though there have been enough.
    Instant first;
  };
  struct Refusal {
    std::string path;  ///< Of the first one; empty: there was none.
    bool overcome = false;
  };
  struct Asked {
    bool without_token = false;
    std::array<Refusal, 2> refused;  ///< Without a token, with one.
    Instant last;
    std::map<std::string, Poll, std::less<>> polls;
  };

  protocol::HttpResponse issue_token(const protocol::HttpRequest& request,
                                     const ec2::Instance& instance);
  Asked& asked(const std::string& instance_id);
  void note_poll(const ec2::Instance& instance, const Place& place, std::string_view path,
                 int status);
  void note_refused(const ec2::Instance& instance, const Place& place, std::string_view path,
                    bool with_token);
  void note_accepted(const ec2::Instance& instance, const Place& place, std::string_view path,
                     bool with_token);
  void note_v1(const ec2::Instance& instance, const Place& place, std::string_view path);

  World& world_;
  Sources sources_;
  TokenAuthority tokens_;
  IdentitySigner signer_;
  Sign sign_;
  std::map<std::string, Asked, std::less<>> asked_;
};

}  // namespace spotdrill::imds
