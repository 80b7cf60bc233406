// An ordered sequence (sample ids, steps) as an undisturbed run printed it, and as the instances of
// an interrupted one did. Work that is done again from where it was saved is legitimate; what is
// skipped, done twice in the end, or done in another order is not.
#pragma once

#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::drill {

using Items = std::vector<std::string>;

/// Items of one run that are looked at; of more it is said that nothing can be said.
inline constexpr std::size_t items_max = 1'000'000;

/// What the group of `pattern` gives in the whole lines of `console`, in their order. A last line
/// without an end, as a killed process leaves it, is none.
Items items_of(std::string_view console, const std::regex& pattern);

/// The first difference in words; nothing: the instances, one after the other, did what the
/// undisturbed run did. Each one after the first may take up the work anywhere before where the
/// last one stopped.
std::optional<std::string> first_difference(const Items& undisturbed,
                                            const std::vector<Items>& instances);

}  // namespace spotdrill::drill
