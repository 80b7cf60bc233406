// What runs functions: keeps the code of each and makes the sandboxes in which their processes are.
// The real one (host/) makes instances of another kind; it knows nothing of invocations.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/process_host.hpp"

namespace spotdrill {

/// What sandboxes of functions are called begins with this; no instance is called so.
inline constexpr std::string_view function_sandbox_prefix = "fn-";

/// Why a deployment package is not taken.
enum class CodeProblem : std::uint8_t {
  NoZip,     ///< Or one that is damaged, encrypted, or names places outside.
  Empty,     ///< Nothing is in it.
  TooLarge,  ///< Unpacked.
  DiskFull,
};

/// What a sandbox is started from.
struct FunctionBoot {
  std::string id;
  std::string region;
  std::string code;     ///< What it has at /var/task, by its id.
  std::string runtime;  ///< "python3.12", "nodejs22.x", "provided.al2023".
  std::map<std::string, std::string> environment;
};

/// What a host of functions reports. Called on the engine thread.
class FunctionListener {
 public:
  virtual ~FunctionListener() = default;

  /// Its processes have written something: FunctionHost::output has it.
  virtual void function_output(const std::string& id) = 0;

  /// What it was started with has ended; what else is in it goes on until it is killed.
  virtual void function_exited(const std::string& id, ExitStatus status) = 0;

  /// Nothing of it is alive. `failure` says why it never began; empty if it did.
  virtual void function_ended(const std::string& id, const std::string& failure) = 0;
};

class FunctionHost {
 public:
  virtual ~FunctionHost() = default;

  /// Set once, before anything is launched.
  virtual void set_listener(FunctionListener& listener) = 0;

  /// Keeps a deployment package under `id`, which is new and made of letters and digits; durable
  /// when it returns.
  virtual Result<void, CodeProblem> keep_code(const std::string& id, std::string_view zip) = 0;
  virtual void erase_code(const std::string& id) = 0;
  /// Erases all but these.
  virtual void retain_code(const std::vector<std::string>& ids) = 0;

  /// Makes a sandbox; function_ended follows some time. Errors: one sentence.
  virtual Result<void, std::string> launch(const FunctionBoot& boot) = 0;

  /// Ends everything in it at once; function_ended follows.
  virtual void kill(const std::string& id) = 0;

  /// What its processes have written since, at most `bytes_max` of it. They wait while nobody takes
  /// it.
  virtual std::string output(const std::string& id, std::size_t bytes_max) = 0;
};

}  // namespace spotdrill
