// KMS in virtual time, with a key.
#pragma once

#include <memory>
#include <string>

#include "services/kms/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::kms {

struct Fixture {
  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};  // 2027-01-15T08:00:00Z.
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  std::unique_ptr<Kms> kms = make();
  std::string key = kms->create({}).id;

  std::unique_ptr<Kms> make() {
    return std::make_unique<Kms>(world, Place{"123456789012", "us-east-1"});
  }

  /// What a daemon finds that is started on the same store.
  void restart() {
    store.commit();
    kms.reset();
    kms = make();
  }

  [[nodiscard]] std::string arn() const { return kms->key_arn(key); }

  std::string encrypted(const std::string& by, const std::string& plaintext,
                        std::map<std::string, std::string> context = {}) {
    return *encrypt(
                *kms,
                {.key_id = by, .plaintext = plaintext, .encryption_context = std::move(context)})
                ->ciphertext_blob;
  }
};

template <class T>
std::string code_of(const Result<T>& result) {
  return result.has_value() ? "" : result.error().code;
}

template <class T>
std::string message_of(const Result<T>& result) {
  return result.has_value() ? "" : result.error().message;
}

}  // namespace spotdrill::kms
