//! A few numbers side by side in one register, for each instruction set.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

/// `COUNT` numbers in one register.
///
/// # Safety
/// All functions need a processor that has the register's instructions, and pointers to as many
/// numbers as they read or write.
pub trait Lanes: Copy {
    const COUNT: usize;
    unsafe fn splat(x: f64) -> Self;
    unsafe fn load(from: *const f64) -> Self;
    /// The first `count` numbers, at most `COUNT`, and zeros.
    unsafe fn load_first(from: *const f64, count: usize) -> Self;
    unsafe fn store(self, to: *mut f64);
    /// Writes the first `count` numbers.
    unsafe fn store_first(self, to: *mut f64, count: usize);
    /// self + a·b, rounded once.
    unsafe fn plus_product(self, a: Self, b: Self) -> Self;
}

/// Through an array: stores and loads of known lengths.
macro_rules! parts_through_an_array {
    () => {
        #[inline(always)]
        unsafe fn load_first(from: *const f64, count: usize) -> Self {
            let mut numbers = [0.0; Self::COUNT];
            for (i, number) in numbers.iter_mut().enumerate().take(count) {
                *number = unsafe { *from.add(i) };
            }
            unsafe { Self::load(numbers.as_ptr()) }
        }

        #[inline(always)]
        unsafe fn store_first(self, to: *mut f64, count: usize) {
            let mut numbers = [0.0; Self::COUNT];
            unsafe { self.store(numbers.as_mut_ptr()) };
            for (i, number) in numbers.iter().enumerate().take(count) {
                unsafe { *to.add(i) = *number };
            }
        }
    };
}

/// For every processor.
impl Lanes for [f64; 4] {
    const COUNT: usize = 4;

    #[inline(always)]
    unsafe fn splat(x: f64) -> Self {
        [x; 4]
    }

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        unsafe { from.cast::<Self>().read() }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        unsafe { to.cast::<Self>().write(self) };
    }

    #[inline(always)]
    unsafe fn plus_product(mut self, a: Self, b: Self) -> Self {
        for (sum, (a, b)) in self.iter_mut().zip(a.iter().zip(b)) {
            *sum = a.mul_add(b, *sum);
        }
        self
    }

    parts_through_an_array!();
}

/// AVX2 and FMA.
#[cfg(target_arch = "x86_64")]
impl Lanes for __m256d {
    const COUNT: usize = 4;

    #[inline(always)]
    unsafe fn splat(x: f64) -> Self {
        unsafe { _mm256_set1_pd(x) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        unsafe { _mm256_loadu_pd(from) }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        unsafe { _mm256_storeu_pd(to, self) };
    }

    #[inline(always)]
    unsafe fn plus_product(self, a: Self, b: Self) -> Self {
        unsafe { _mm256_fmadd_pd(a, b, self) }
    }

    parts_through_an_array!();
}

/// AVX-512.
#[cfg(target_arch = "x86_64")]
impl Lanes for __m512d {
    const COUNT: usize = 8;

    #[inline(always)]
    unsafe fn splat(x: f64) -> Self {
        unsafe { _mm512_set1_pd(x) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        unsafe { _mm512_loadu_pd(from) }
    }

    #[inline(always)]
    unsafe fn load_first(from: *const f64, count: usize) -> Self {
        unsafe { _mm512_maskz_loadu_pd((0xff_u32 >> (8 - count)) as u8, from) }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        unsafe { _mm512_storeu_pd(to, self) };
    }

    #[inline(always)]
    unsafe fn store_first(self, to: *mut f64, count: usize) {
        unsafe { _mm512_mask_storeu_pd(to, (0xff_u32 >> (8 - count)) as u8, self) };
    }

    #[inline(always)]
    unsafe fn plus_product(self, a: Self, b: Self) -> Self {
        unsafe { _mm512_fmadd_pd(a, b, self) }
    }
}

/// Half a register of AVX-512, with its masks (AVX-512VL).
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
pub struct Half(__m256d);

#[cfg(target_arch = "x86_64")]
impl Lanes for Half {
    const COUNT: usize = 4;

    #[inline(always)]
    unsafe fn splat(x: f64) -> Self {
        unsafe { Half(_mm256_set1_pd(x)) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        unsafe { Half(_mm256_loadu_pd(from)) }
    }

    #[inline(always)]
    unsafe fn load_first(from: *const f64, count: usize) -> Self {
        unsafe { Half(_mm256_maskz_loadu_pd((0xf_u32 >> (4 - count)) as u8, from)) }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        unsafe { _mm256_storeu_pd(to, self.0) };
    }

    #[inline(always)]
    unsafe fn store_first(self, to: *mut f64, count: usize) {
        unsafe { _mm256_mask_storeu_pd(to, (0xf_u32 >> (4 - count)) as u8, self.0) };
    }

    #[inline(always)]
    unsafe fn plus_product(self, a: Self, b: Self) -> Self {
        unsafe { Half(_mm256_fmadd_pd(a.0, b.0, self.0)) }
    }
}
