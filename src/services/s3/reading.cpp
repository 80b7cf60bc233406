#include "services/s3/reading.hpp"

namespace spotdrill::s3 {

Result<std::optional<Stretch>> part_stretch(const ObjectRecord& object, std::int32_t number) {
  const auto& sizes = object.part_sizes;
  const std::size_t parts = sizes.empty() ? 1 : sizes.size();
  if (number < 1 || static_cast<std::size_t>(number) > parts) {
    return invalid_range(std::to_string(number), object.size);
  }
  if (sizes.empty()) return std::optional<Stretch>{};
  const auto index = static_cast<std::size_t>(number - 1);
  Stretch stretch;
  for (std::size_t i = 0; i < index; ++i) stretch.begin += sizes[i];
  stretch.length = sizes[index];
  return std::optional{stretch};
}

}  // namespace spotdrill::s3
