#include "services/lambda/environments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/iso8601.hpp"
#include "base/json.hpp"
#include "services/lambda/errors.hpp"

namespace spotdrill::lambda {
namespace {

/// Of what a sandbox has written so much is taken at a time, and so often before a reply.
constexpr std::size_t output_bytes = 256 * 1024;
constexpr int output_reads_max = 16;

double milliseconds(Duration duration) {
  return static_cast<double>(duration.count()) / 1000.0;
}

/// "2026/12/01/[$LATEST]0123456789abcdef0123456789abcdef".
std::string stream_name(Instant now, std::string_view version, std::string id) {
  std::string day = iso8601_seconds(now).substr(0, 10);
  std::ranges::replace(day, '-', '/');
  std::erase(id, '-');
  return fmt::format("{}/[{}]{}", day, version, id);
}

std::string exit_message(const std::optional<ExitStatus>& status) {
  if (!status) return "Runtime exited with error: signal: killed";
  if (status->signalled) {
    return fmt::format("Runtime exited with error: signal: {}",
                       status->value == 9 ? "killed" : std::to_string(status->value));
  }
  if (status->value == 0) return "Runtime exited without providing a reason";
  return fmt::format("Runtime exited with error: exit status {}", status->value);
}

/// A shell says so where the program is not there, and so does ours of "bootstrap".
constexpr int not_found_status = 127;

}  // namespace

std::string failure_payload(std::string_view type, std::string_view message) {
  json::object failure;
  failure.emplace("errorType", json::string{type});
  failure.emplace("errorMessage", json::string{message});
  return to_text(failure);
}

Environments::Environments(World& world, Place place, const Outside& outside)
    : world_(world), place_(std::move(place)), outside_(outside), timers_(world.scheduler) {}

Environments::~Environments() {
  for (auto& [id, environment] : all_) kill(environment);
}

void Environments::invoke(const Function& function, const Version& version, Invocation invocation) {
  if (function.reserved_concurrency &&
      busy(function.name) >= static_cast<std::size_t>(*function.reserved_concurrency)) {
    return invocation.done(too_many_requests("ReservedFunctionConcurrentInvocationLimitExceeded"));
  }
  if (Environment* waiting = find_waiting(function.name, version)) {
    waiting->running = Running{.invocation = std::move(invocation), .began = {}};
    return give(*waiting);
  }
  if (busy() >= concurrent_max) {
    return invocation.done(too_many_requests("ConcurrentInvocationLimitExceeded"));
  }
  make_room();
  launch(function, version, std::move(invocation));
}

Environments::Environment* Environments::find_waiting(const std::string& function,
                                                      const Version& version) {
  for (auto& [id, each] : all_) {
    if (each.function != function || each.retired || each.killed || each.running) continue;
    if (!each.waiting || each.version.version != version.version) continue;
    if (each.version.revision != version.revision) continue;
    if (world_.clock.now() - each.launched < sandbox_age_max) return &each;
    kill(each);
  }
  return nullptr;
}

std::size_t Environments::busy(std::string_view function) const {
  return static_cast<std::size_t>(std::ranges::count_if(all_, [&](const auto& entry) {
    return entry.second.running && (function.empty() || entry.second.function == function);
  }));
}

/// One that waits longest goes.
void Environments::make_room() {
  std::size_t alive = 0;
  Environment* oldest = nullptr;
  for (auto& [id, each] : all_) {
    if (each.killed) continue;
    ++alive;
    if (each.running) continue;
    if (oldest == nullptr || each.launched < oldest->launched) oldest = &each;
  }
  if (alive >= concurrent_max && oldest != nullptr) kill(*oldest);
}

void Environments::launch(const Function& function, const Version& version, Invocation invocation) {
  auto keys = outside_.credentials(version.role, function.name);
  if (!keys.has_value()) return invocation.done(cannot_run(keys.error().message));
  Environment made;
  made.id = world_.ids.resource(function_sandbox_prefix);
  made.function = function.name;
  made.version = version;
  made.launched = world_.clock.now();
  made.log.group = version.log_group.empty() ? "/aws/lambda/" + function.name : version.log_group;
  made.log.stream = stream_name(made.launched, version.version, world_.ids.uuid());
  made.running = Running{.invocation = std::move(invocation), .began = {}};
  const auto launched = outside_.host->launch(boot_of(made, *keys));
  if (!launched.has_value()) return made.running->invocation.done(cannot_run(launched.error()));
  const std::string id = made.id;
  const auto limit =
      std::chrono::duration_cast<Duration>(init_time_max * std::max(world_.clock.rate(), 1.0));
  timers_.set("init/" + id, made.launched + limit, [this, id] { init_timed_out(id); });
  all_.emplace(id, std::move(made));
}

/// Source: Lambda Developer Guide, "Defined runtime environment variables".
FunctionBoot Environments::boot_of(const Environment& environment, const Credentials& keys) const {
  const Version& version = environment.version;
  FunctionBoot boot{.id = environment.id,
                    .region = place_.region,
                    .code = version.code.id,
                    .runtime = version.runtime,
                    .environment = version.environment};
  auto& set = boot.environment;
  set["_HANDLER"] = version.handler;
  set["AWS_ACCESS_KEY_ID"] = keys.access_key_id;
  set["AWS_DEFAULT_REGION"] = place_.region;
  set["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + version.runtime;
  set["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = std::to_string(version.memory);
  set["AWS_LAMBDA_FUNCTION_NAME"] = environment.function;
  set["AWS_LAMBDA_FUNCTION_VERSION"] = version.version;
  set["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand";
  set["AWS_LAMBDA_LOG_GROUP_NAME"] = environment.log.group;
  set["AWS_LAMBDA_LOG_STREAM_NAME"] = environment.log.stream;
  // The metadata service's door: functions have no metadata.
  set["AWS_LAMBDA_RUNTIME_API"] = "169.254.169.254:80";
  set["AWS_REGION"] = place_.region;
  set["AWS_SECRET_ACCESS_KEY"] = keys.secret_access_key;
  set["AWS_SESSION_TOKEN"] = keys.token;
  set["LAMBDA_RUNTIME_DIR"] = "/var/runtime";
  set["LAMBDA_TASK_ROOT"] = "/var/task";
  set["AWS_EC2_METADATA_DISABLED"] = "true";
  set.try_emplace("TZ", ":UTC");
  return boot;
}

void Environments::retire(std::string_view function) {
  for (auto& [id, each] : all_) {
    if (each.function != function) continue;
    each.retired = true;
    if (!each.running) kill(each);
  }
}

bool Environments::uses_code(std::string_view id) const {
  return std::ranges::any_of(all_, [&](const auto& entry) {
    return !entry.second.killed && entry.second.version.code.id == id;
  });
}

void Environments::dismiss() {
  for (auto& [id, each] : all_) {
    kill(each);
    if (!each.running) continue;
    auto done = std::exchange(each.running, {})->invocation.done;
    done(cannot_run("everything was reset"));
  }
}

void Environments::give(Environment& environment) {
  Running& running = *environment.running;
  const Instant now = world_.clock.now();
  running.began = now;
  running.given = true;
  timers_.cancel("idle/" + environment.id);
  timers_.cancel("init/" + environment.id);
  const Instant deadline = now + std::chrono::seconds{environment.version.timeout};
  timers_.set("run/" + environment.id, deadline, [this, id = environment.id] { time_out(id); });
  environment.log.begin();
  environment.log.say(now, fmt::format("START RequestId: {} Version: {}",
                                       running.invocation.request_id, environment.version.version));
  protocol::HttpResponse reply;
  auto& headers = reply.headers;
  headers.set("Content-Type", "application/json");
  headers.set("Lambda-Runtime-Aws-Request-Id", running.invocation.request_id);
  headers.set("Lambda-Runtime-Deadline-Ms",
              std::to_string(deadline.time_since_epoch() / std::chrono::milliseconds{1}));
  headers.set("Lambda-Runtime-Invoked-Function-Arn", running.invocation.arn);
  if (!running.invocation.client_context.empty()) {
    headers.set("Lambda-Runtime-Client-Context", running.invocation.client_context);
  }
  reply.body = running.invocation.payload;
  const Respond respond = std::exchange(environment.waiting, nullptr);
  respond(std::move(reply));
}

void Environments::read_log(Environment& environment) {
  const Instant now = world_.clock.now();
  for (int reads = 0; reads < output_reads_max; ++reads) {
    const std::string text = outside_.host->output(environment.id, output_bytes);
    environment.log.take(now, text);
    if (text.size() < output_bytes) break;
  }
}

void Environments::output(const std::string& id) {
  const auto found = all_.find(id);
  if (found == all_.end()) return;
  SandboxLog& log = found->second.log;
  log.take(world_.clock.now(), outside_.host->output(id, output_bytes));
  outside_.log(place_.region, log.group, log.stream, log.lines());
}

/// The invocation is over: its log is told, its caller, and what waits for a sandbox.
void Environments::finish(Environment& environment, std::string payload, bool error,
                          std::string_view status) {
  read_log(environment);
  const Instant now = world_.clock.now();
  Running running = *std::exchange(environment.running, std::nullopt);
  timers_.cancel("run/" + environment.id);
  timers_.cancel("init/" + environment.id);
  SandboxLog& log = environment.log;
  log.end_line(now);
  const std::string& request_id = running.invocation.request_id;
  if (!running.given) {
    running.began = now;
    log.say(now, fmt::format("START RequestId: {} Version: {}", request_id,
                             environment.version.version));
  }
  const double took = milliseconds(now - running.began);
  log.say(now, fmt::format("END RequestId: {}", request_id));
  // DEVIATION: "Max Memory Used" is left out: nobody measures it here. MemorySize limits nothing.
  std::string report = fmt::format(
      "REPORT RequestId: {}\tDuration: {:.2f} ms\tBilled Duration: {} ms\tMemory Size: "
      "{} MB",
      request_id, took, static_cast<std::int64_t>(took) + 1, environment.version.memory);
  if (environment.first && environment.ready) {
    report += fmt::format("\tInit Duration: {:.2f} ms",
                          milliseconds(*environment.ready - environment.launched));
  }
  if (!status.empty()) report += fmt::format("\tStatus: {}", status);
  environment.first = false;
  log.say(now, std::move(report));
  outside_.log(place_.region, log.group, log.stream, log.lines());
  InvocationResult result{.payload = std::move(payload),
                          .error = error ? "Unhandled" : "",
                          .log = log.tail(),
                          .version = environment.version.version};
  rest(environment);
  running.invocation.done(std::move(result));
}

void Environments::rest(Environment& environment) {
  if (environment.killed) return;
  if (environment.retired || environment.exit) return kill(environment);
  timers_.set("idle/" + environment.id, world_.clock.now() + idle_time_max,
              [this, id = environment.id] {
                const auto found = all_.find(id);
                if (found != all_.end()) kill(found->second);
              });
}

void Environments::kill(Environment& environment) {
  if (environment.killed) return;
  environment.killed = true;
  environment.waiting = nullptr;
  timers_.cancel("idle/" + environment.id);
  timers_.cancel("init/" + environment.id);
  outside_.host->kill(environment.id);
}

void Environments::time_out(const std::string& id) {
  Environment& environment = all_.at(id);
  if (!environment.running) return;
  const std::string what = fmt::format("Task timed out after {:.2f} seconds",
                                       static_cast<double>(environment.version.timeout));
  const std::string request_id = environment.running->invocation.request_id;
  read_log(environment);
  environment.log.end_line(world_.clock.now());
  environment.log.say(
      world_.clock.now(),
      fmt::format("{} {} {}", iso8601_millis(world_.clock.now()), request_id, what));
  kill(environment);
  finish(
      environment,
      failure_payload("Sandbox.Timedout", fmt::format("RequestId: {} Error: {}", request_id, what)),
      true, "timeout");
}

void Environments::init_timed_out(const std::string& id) {
  Environment& environment = all_.at(id);
  kill(environment);
  if (!environment.running) return;
  const std::string request_id = environment.running->invocation.request_id;
  finish(environment,
         failure_payload(
             "Sandbox.Timedout",
             fmt::format("RequestId: {} Error: Task timed out after 10.00 seconds", request_id)),
         true, "timeout");
}

void Environments::exited(const std::string& id, ExitStatus status) {
  const auto found = all_.find(id);
  if (found == all_.end()) return;
  Environment& environment = found->second;
  environment.exit = status;
  environment.waiting = nullptr;
  kill(environment);
  if (!environment.running) return;
  const std::string request_id = environment.running->invocation.request_id;
  if (!environment.init_error.empty()) return finish(environment, environment.init_error, true);
  const bool no_program =
      !environment.ready && !status.signalled && status.value == not_found_status;
  finish(environment,
         failure_payload(no_program ? "Runtime.InvalidEntrypoint" : "Runtime.ExitError",
                         fmt::format("RequestId: {} Error: {}", request_id,
                                     no_program ? "Couldn't find valid bootstrap(s): "
                                                  "[/var/task/bootstrap /opt/bootstrap]"
                                                : exit_message(status))),
         true, "error");
}

void Environments::ended(const std::string& id, const std::string& failure) {
  const auto found = all_.find(id);
  if (found == all_.end()) return;
  Environment& environment = found->second;
  environment.killed = true;
  environment.waiting = nullptr;
  if (environment.running && !failure.empty()) {
    auto done = std::exchange(environment.running, std::nullopt)->invocation.done;
    done(cannot_run(failure));
  } else if (environment.running) {
    const std::string request_id = environment.running->invocation.request_id;
    finish(environment,
           failure_payload("Runtime.ExitError", fmt::format("RequestId: {} Error: {}", request_id,
                                                            exit_message(environment.exit))),
           true, "error");
  }
  for (const char* timer : {"idle/", "init/", "run/"}) timers_.cancel(timer + id);
  all_.erase(id);
}

}  // namespace spotdrill::lambda
