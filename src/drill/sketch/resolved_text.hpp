// What a job's strings are, as far as its own texts assign their parts: paths, buckets, keys.
#pragma once

#include <string>

#include "drill/sketch/job_texts.hpp"

namespace spotdrill::drill::sketch {

/// What `text`, a string or a name, is: values that are no literals are "*".
std::string resolved(const JobTexts& job, const std::string& text, int depth = 0);

}  // namespace spotdrill::drill::sketch
