// Keys of tests: the caller's here, and the one that the other server knows.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/iso8601.hpp"
#include "wire/credentials.hpp"

namespace spotdrill::forward {

inline const Instant now_here = parse_iso8601("2026-01-02T03:04:05Z").value();
inline const wire::Credential callers_key{.access_key_id = "AKIDCALLER",
                                          .secret_access_key = "caller's",
                                          .arn = "arn:aws:iam::123456789012:root"};
inline const wire::Credential other_key{.access_key_id = "AKIDOTHER",
                                        .secret_access_key = "other's"};

struct BothKeys final : wire::CredentialSource {
  [[nodiscard]] std::optional<wire::Credential> find(std::string_view id) const override {
    for (const wire::Credential& key : {callers_key, other_key}) {
      if (key.access_key_id == id) return key;
    }
    return std::nullopt;
  }
};

}  // namespace spotdrill::forward
