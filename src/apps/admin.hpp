// `/_spotdrill/…`: what the commands and the drill ask for beside AWS's operations. A request in, a
// reply out; it changes things through the services only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/console_followers.hpp"
#include "apps/services.hpp"
#include "apps/time_followers.hpp"
#include "base/speed.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "http/listener.hpp"

namespace spotdrill::apps {

inline constexpr std::string_view admin_prefix = "/_spotdrill/";

/// Facts that one reply of the journal has at most; the next request asks for more.
inline constexpr std::size_t journal_reply_facts_max = 10'000;

/// How long a request for the journal may wait. Real time, as the client's own limit is.
inline constexpr std::chrono::seconds journal_wait_max{60};

/// Requests that wait for the journal at a time.
inline constexpr std::size_t journal_waiters_max = 256;

struct AdminSettings {
  std::string token;  ///< What `Authorization: Bearer` must carry; empty: nothing is asked for.
  std::string region;
  std::string account;
  std::vector<SharedDirectory> shares;  ///< What instances see of this machine.
  Speed speed;
  bool network_open = false;  ///< Instances reach the internet.
};

class Admin {
 public:
  /// All outlive it.
  Admin(World& world, ProcessHost& host, Services& services, AdminSettings settings);

  /// Answers a request whose path begins with admin_prefix.
  void handle(protocol::HttpRequest request, http::Responder respond);

  /// Whether `key` is that of `instance`: its programs and nobody else's have it. Always true where
  /// nothing is asked for.
  [[nodiscard]] bool is_key_of(const std::string& instance, std::string_view key) const;

  [[nodiscard]] ConsoleFollowers& followers() { return followers_; }

  /// What time it is.
  [[nodiscard]] protocol::HttpResponse clock() const;

  /// Where time passes over waits: who follows it. Outlives this.
  void set_time_followers(TimeFollowers* followers) { time_followers_ = followers; }

  /// Drill time that was passed over.
  [[nodiscard]] Duration skipped() const {
    return time_followers_ == nullptr ? Duration::zero() : time_followers_->skipped();
  }

 private:
  struct Waiter {
    std::uint64_t id;
    std::uint64_t since;
    std::string resource;
    http::Responder respond;
  };
  using Segments = std::vector<std::string>;

  [[nodiscard]] bool authorized(const protocol::HttpRequest& request) const;
  void route(const Segments& path, const protocol::HttpRequest& request,
             const http::Responder& respond);
  void instance_request(const Segments& path, const protocol::HttpRequest& request,
                        const http::Responder& respond);

  void metadata(std::string_view instance, bool keyed, protocol::HttpRequest request,
                const http::Responder& respond);

  [[nodiscard]] protocol::HttpResponse health(bool known) const;
  void wait_for_clock(std::string_view query, const http::Responder& respond);
  [[nodiscard]] protocol::HttpResponse list_instances();
  protocol::HttpResponse reset();
  protocol::HttpResponse interrupt(ec2::Ec2& region, const std::string& id, std::string_view body);
  protocol::HttpResponse rebalance(ec2::Ec2& region, const std::string& id);
  void console(const std::string& id, std::string_view query, const http::Responder& respond);

  void journal(std::string_view query, const http::Responder& respond);
  [[nodiscard]] protocol::HttpResponse facts_since(std::uint64_t since,
                                                   std::string_view resource) const;
  void fact_appended(const Fact& fact);
  void answer_waiter(std::uint64_t waiter);

  /// The instance that `text` means: an id, the beginning of one, or a Name tag.
  [[nodiscard]] Result<std::string, std::string> resolve(std::string_view text);

  World& world_;
  ProcessHost& host_;
  Services& services_;
  AdminSettings settings_;
  ConsoleFollowers followers_;
  TimeFollowers* time_followers_ = nullptr;
  std::vector<Waiter> waiters_;
  std::uint64_t next_waiter_ = 1;
  Timers timers_;
};

}  // namespace spotdrill::apps
