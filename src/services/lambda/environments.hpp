// The sandboxes of a region's functions: which are there, which of them waits and which works, and
// the runtime interface by which their programs get events and give results. Not events that wait:
// events.hpp.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "protocol/http_message.hpp"
#include "services/lambda/outside.hpp"
#include "services/lambda/records.hpp"
#include "services/lambda/sandbox_log.hpp"

namespace spotdrill::lambda {

// DEVIATION: "Concurrent executions: 1,000" on AWS, whose computers they do not share: here each is
// a tree of processes beside the drill's instances.
inline constexpr std::size_t concurrent_max = 50;

/// "Invocation payload: 6 MB each for request and response".
/// Source: Lambda Developer Guide, "Lambda quotas".
inline constexpr std::size_t payload_bytes_max = 6'291'456;
inline constexpr std::size_t response_bytes_max = 6'291'556;

/// "The Init phase is limited to 10 seconds."
// DEVIATION: of this computer's time, whatever the drill's speed: it is spent with work, not waits.
inline constexpr Duration init_time_max = 10s;

// DEVIATION: how long AWS keeps a sandbox that has nothing to do it does not say; here it is ten
// minutes, and two hours altogether. Meanwhile its processes are not frozen.
inline constexpr Duration idle_time_max = 10min;
inline constexpr Duration sandbox_age_max = 2h;

struct InvocationResult {
  std::string payload;
  std::string error;  ///< "Unhandled"; empty: the function has not failed.
  std::string log;    ///< The end of it.
  std::string version;
};

struct Invocation {
  std::string request_id;
  std::string arn;  ///< As it was invoked.
  std::string payload;
  std::string client_context;
  /// Called once, now or later. Errors: TooManyRequestsException, ServiceException.
  std::function<void(Result<InvocationResult>)> done;
};

class Environments {
 public:
  using Respond = std::function<void(protocol::HttpResponse)>;

  Environments(World& world, Place place, const Outside& outside);
  /// Ends every sandbox.
  ~Environments();
  Environments(const Environments&) = delete;
  Environments& operator=(const Environments&) = delete;

  /// Runs a version of the function, in a sandbox that waits or in a new one.
  void invoke(const Function& function, const Version& version, Invocation invocation);

  /// Sandboxes of the function take no more events: its code or its settings are others now.
  void retire(std::string_view function);
  /// Ends them all; what they work on has failed.
  void dismiss();

  /// Whether one that goes on has that code.
  [[nodiscard]] bool uses_code(std::string_view id) const;

  [[nodiscard]] bool has(const std::string& id) const { return all_.contains(id); }
  /// What a sandbox's program asks of the runtime interface. It exists.
  void call(const std::string& id, const protocol::HttpRequest& request, const Respond& respond);
  void output(const std::string& id);
  void exited(const std::string& id, ExitStatus status);
  void ended(const std::string& id, const std::string& failure);

 private:
  struct Running {
    Invocation invocation;
    Instant began;
    bool given = false;
  };
  struct Environment {
    std::string id;
    std::string function;
    Version version;
    SandboxLog log;
    Instant launched;
    std::optional<Instant> ready;  ///< Nothing while it begins.
    bool retired = false;          ///< It takes no more events.
    bool killed = false;
    bool first = true;  ///< Its first event has not been answered.
    Respond waiting;    ///< Its program waits for an event.
    std::optional<Running> running;
    std::optional<ExitStatus> exit;
    std::string init_error;  ///< JSON.
  };

  Environment* find_waiting(const std::string& function, const Version& version);
  [[nodiscard]] std::size_t busy(std::string_view function = {}) const;
  void launch(const Function& function, const Version& version, Invocation invocation);
  [[nodiscard]] FunctionBoot boot_of(const Environment& environment, const Credentials& keys) const;
  void make_room();
  void give(Environment& environment);
  void next(Environment& environment, const Respond& respond);
  void result(Environment& environment, std::string_view request_id, std::string payload,
              bool error, const Respond& respond);
  void init_failed(Environment& environment, const std::string& payload);
  void time_out(const std::string& id);
  void init_timed_out(const std::string& id);
  void read_log(Environment& environment);
  void finish(Environment& environment, std::string payload, bool error,
              std::string_view status = {});
  void rest(Environment& environment);
  void kill(Environment& environment);

  World& world_;
  Place place_;
  const Outside& outside_;
  Timers timers_;
  std::map<std::string, Environment> all_;
};

/// An invocation's failure as AWS words it: {"errorType": …, "errorMessage": …}.
std::string failure_payload(std::string_view type, std::string_view message);

}  // namespace spotdrill::lambda
