// Chance, and the identifiers made from it. Seeded, so that a run can be repeated.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace spotdrill {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// Begins again, as if made with `seed`.
  void restart(std::uint64_t seed) { engine_.seed(seed); }

  std::uint64_t next() { return engine_(); }

  /// A number from 0 to `bound` - 1, without bias. `bound` is positive.
  std::uint64_t below(std::uint64_t bound);

 private:
  std::mt19937_64 engine_;
};

/// Makes identifiers in AWS's forms.
class IdSource {
 public:
  explicit IdSource(Random& random) : random_(random) {}

  /// "i-0123456789abcdef0": `prefix` and 17 hexadecimal digits.
  std::string resource(std::string_view prefix);

  /// "sir-4en69zkq": `prefix` and 8 lower-case letters and digits, as Spot Instance requests have.
  std::string short_resource(std::string_view prefix);

  /// "EXT1a2b3c…": `prefix` and `length` letters and digits of mixed case, as FIS has.
  std::string alphanumeric(std::string_view prefix, std::size_t length);

  /// A version 4 UUID.
  std::string uuid();

 private:
  std::string characters(std::string_view alphabet, std::size_t length);

  Random& random_;
};

}  // namespace spotdrill
