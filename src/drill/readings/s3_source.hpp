// Reads objects of S3, by the operations that AWS has: how far the newest is, in its key or in what
// it holds. An object is there when it is whole, so its LastModified is when that was durable.
#pragma once

#include <optional>

#include "drill/readings/number_pattern.hpp"
#include "drill/readings/s3_objects.hpp"
#include "drill/readings/source.hpp"

namespace spotdrill::drill {

class S3Source : public Source {
 public:
  /// What the objects tell.
  enum class Of : std::uint8_t { Progress, Saved, Done };

  S3Source(const NumberSource& definition, SourceContext context, Of of);

  std::vector<Reading> read() override;
  [[nodiscard]] std::string damage() const override;

 private:
  /// Nothing: it was not answered.
  [[nodiscard]] std::optional<std::vector<ObjectSeen>> objects() const;
  [[nodiscard]] Instant moment_here(Instant modified) const;
  std::vector<Reading> readings_of(const std::vector<ObjectSeen>& seen);
  [[nodiscard]] std::optional<double> content(const ObjectSeen& object) const;
  /// Whether that was not told last; from now on it is what was.
  [[nodiscard]] bool is_new(std::string_view what, Instant modified);
  [[nodiscard]] std::optional<Reading> reading_of(const std::vector<ObjectSeen>& objects);
  [[nodiscard]] std::optional<Reading> reading_of_one(const ObjectSeen& object);

  NumberSource definition_;
  SourceContext context_;
  Of of_;
  std::optional<NumberPattern> pattern_;
  std::string newest_;  ///< What was told last, or was there before; empty: nothing.
  bool told_ = false;
  Instant looked_;  ///< Drill time of the last look.
};

}  // namespace spotdrill::drill
