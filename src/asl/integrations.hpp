// Integrations: which operations Tasks can call. Asked while a definition is read; who knows the
// services answers.
#pragma once

#include <cstdint>
#include <string_view>

#include "asl/resource.hpp"

namespace spotdrill::asl {

class Integrations {
 public:
  enum class Standing : std::uint8_t {
    Unknown,      ///< Step Functions has no such integration.
    Unavailable,  ///< It has, but whoever runs this machine does not.
    Available,
  };

  virtual ~Integrations() = default;

  /// `resource` is an integration.
  [[nodiscard]] virtual Standing standing(const Resource& resource) const = 0;

  /// Whether the operation of an available resource takes a parameter of that name.
  [[nodiscard]] virtual bool takes(const Resource& resource, std::string_view parameter) const = 0;
};

}  // namespace spotdrill::asl
