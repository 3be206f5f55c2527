//! Run-time choice of the widest vector instructions, because users build for the default target.
//!
//! [`vectorised!`] compiles one body for plain code, AVX2 and AVX-512 and calls the best one that
//! the processor has. The compiler never fuses a multiplication with an addition on its own, so
//! the element-wise bodies give the same bits in all of them.

/// Defines a function over slices whose body is compiled for every instruction set, and beside it
/// a module of the same name with the separate paths, for the tests that compare them.
macro_rules! vectorised {
    ($(#[$doc:meta])* $visible:vis fn $name:ident($argument:ident: $type:ty) $body:block) => {
        $(#[$doc])*
        $visible fn $name($argument: $type) {
            #[cfg(target_arch = "x86_64")]
            {
                if is_x86_feature_detected!("avx512f") {
                    // SAFETY: the processor has AVX-512F.
                    return unsafe { $name::avx512($argument) };
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the processor has AVX2.
                    return unsafe { $name::avx2($argument) };
                }
            }
            $name::plain($argument)
        }

        mod $name {
            #[allow(unused_imports, reason = "a body may need nothing but the language")]
            use super::*;

            #[inline(always)]
            pub(super) fn plain($argument: $type) $body

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            pub(super) fn avx2($argument: $type) {
                plain($argument)
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f")]
            pub(super) fn avx512($argument: $type) {
                plain($argument)
            }
        }
    };
}

pub(crate) use vectorised;
