// Text from inside an instance, which may be any bytes, as what JSON can hold.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill {

/// `bytes` with '?' in the place of each byte that is no UTF-8.
/// Source: RFC 3629, section 4.
std::string valid_text(std::string_view bytes);

}  // namespace spotdrill
