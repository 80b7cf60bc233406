// SSM in virtual time, and short ways to put and get.
#pragma once

#include <memory>
#include <string>

#include "base/assert.hpp"
#include "services/ssm/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::ssm {

/// 2027-01-15T08:00:00Z.
inline constexpr Instant start{1'800'000'000s};

struct Fixture {
  MemoryStore store;
  sim::VirtualTime time{start};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  wire::Context context{.caller_arn = "arn:aws:iam::123456789012:root"};
  std::unique_ptr<Ssm> ssm = make();

  std::unique_ptr<Ssm> make() {
    return std::make_unique<Ssm>(world, Place{"123456789012", "us-east-1"});
  }

  /// What a daemon finds that is started on the same store.
  void restart() {
    store.commit();
    ssm.reset();
    ssm = make();
  }

  Result<api::ssm::PutParameterResult> put(const api::ssm::PutParameterRequest& request) {
    return put_parameter(*ssm, request, context);
  }

  /// Puts a String; overwrites.
  Result<api::ssm::PutParameterResult> put(const std::string& name, const std::string& value) {
    return put({.name = name, .value = value, .type = "String", .overwrite = true});
  }

  Result<api::ssm::GetParameterResult> get(const std::string& name, bool decrypt = true) {
    return get_parameter(*ssm, {.name = name, .with_decryption = decrypt});
  }

  /// The value, or the code of the refusal.
  std::string value(const std::string& name) {
    const auto found = get(name);
    return found.has_value() ? *found->parameter->value : found.error().code;
  }
};

inline std::string code(const auto& result) {
  return result.has_value() ? "" : result.error().code;
}
inline std::string message(const auto& result) {
  return result.has_value() ? "" : result.error().message;
}

}  // namespace spotdrill::ssm
