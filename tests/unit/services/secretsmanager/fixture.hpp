// Secrets Manager in virtual time.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "services/secretsmanager/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::secretsmanager {

struct Fixture {
  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};  // 2027-01-15T08:00:00Z.
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  std::unique_ptr<SecretsManager> secrets = make();

  std::unique_ptr<SecretsManager> make() {
    return std::make_unique<SecretsManager>(world, Place{"123456789012", "us-east-1"});
  }

  /// What a daemon finds that is started on the same store.
  void restart() {
    store.commit();
    secrets.reset();
    secrets = make();
  }

  /// Makes a secret whose first version is "1"; gives its ARN.
  std::string create(const std::string& name, const std::string& text = "value") {
    const auto made =
        create_secret(*secrets, {.name = name, .client_request_token = "1", .secret_string = text});
    return made.has_value() ? *made->arn : made.error().message;
  }

  std::string put(const std::string& name, const std::string& token, const std::string& text,
                  std::vector<std::string> stages = {}) {
    const auto done = put_secret_value(*secrets, {.secret_id = name,
                                                  .client_request_token = token,
                                                  .secret_string = text,
                                                  .version_stages = std::move(stages)});
    return done.has_value() ? "" : done.error().code + ": " + done.error().message;
  }

  std::string move(const std::string& name, const std::string& stage,
                   std::optional<std::string> from, std::optional<std::string> to) {
    const auto done =
        update_secret_version_stage(*secrets, {name, stage, std::move(from), std::move(to)});
    return done.has_value() ? "" : done.error().message;
  }

  /// The value, or the refusal.
  std::string value(const std::string& id, std::optional<std::string> version = {},
                    std::optional<std::string> stage = {}) {
    const auto got = get_secret_value(*secrets, {id, std::move(version), std::move(stage)});
    return got.has_value() ? *got->secret_string : got.error().code + ": " + got.error().message;
  }

  /// "1:AWSPREVIOUS 2:AWSCURRENT,AWSPENDING".
  std::string stages(const std::string& name) {
    const auto listed = list_secret_version_ids(*secrets, {.secret_id = name});
    std::string text;
    for (const auto& version : listed->versions) {
      text += (text.empty() ? "" : " ") + *version.version_id + ":";
      for (const auto& stage : version.version_stages) {
        text += (text.back() == ':' ? "" : ",") + stage;
      }
    }
    return text;
  }
};

inline constexpr std::string_view gone =
    "ResourceNotFoundException: Secrets Manager can't find the specified secret.";

template <class T>
std::string refusal_of(const Result<T>& result) {
  return result.has_value() ? "" : result.error().code + ": " + result.error().message;
}

}  // namespace spotdrill::secretsmanager
